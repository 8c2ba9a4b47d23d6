import { decimal, element } from "./svg.js";

/** Strokes of letters and digits in a box one wide and one high, so that no font of the machine decides how they look. */
const strokes: Readonly<Record<string, string>> = {
  S: "M.9 .2C.8 .06 .65 0 .5 0C.2 0 .1 .12 .1 .25C.1 .6 .9 .4 .9 .75C.9 .92 .75 1 .5 1C.3 1 .15 .92 .08 .8",
  T: "M0 0L1 0M.5 0L.5 1",
  O: "M.5 0C.15 0 .05 .2 .05 .5C.05 .8 .15 1 .5 1C.85 1 .95 .8 .95 .5C.95 .2 .85 0 .5 0Z",
  P: "M.1 1L.1 0L.55 0C.8 0 .92 .12 .92 .28C.92 .45 .8 .56 .55 .56L.1 .56",
  "0": "M.5 0C.15 0 .05 .2 .05 .5C.05 .8 .15 1 .5 1C.85 1 .95 .8 .95 .5C.95 .2 .85 0 .5 0Z",
  "1": "M.15 .25L.55 0L.55 1",
  "2": "M.1 .25C.12 .08 .28 0 .5 0C.75 0 .9 .12 .9 .28C.9 .5 .1 .75 .08 1L.95 1",
  "3": "M.1 .15C.2 .04 .35 0 .5 0C.75 0 .88 .1 .88 .25C.88 .42 .72 .48 .45 .48C.75 .48 .93 .58 .93 .74C.93 .92 .75 1 .5 1C.3 1 .15 .95 .06 .83",
  "4": "M.75 1L.75 0L.05 .7L1 .7",
  "5": "M.88 0L.18 0L.12 .45C.22 .38 .35 .35 .5 .35C.8 .35 .93 .5 .93 .67C.93 .88 .75 1 .48 1C.3 1 .15 .95 .06 .85",
  "6": "M.85 .12C.75 .03 .65 0 .52 0C.2 0 .06 .22 .06 .58C.06 .88 .22 1 .5 1C.78 1 .94 .86 .94 .67C.94 .5 .8 .38 .52 .38C.3 .38 .1 .48 .07 .62",
  "7": "M.05 0L.95 0L.4 1",
  "8": "M.5 .46C.25 .46 .12 .36 .12 .23C.12 .08 .27 0 .5 0C.73 0 .88 .08 .88 .23C.88 .36 .75 .46 .5 .46C.2 .46 .05 .58 .05 .74C.05 .92 .22 1 .5 1C.78 1 .95 .92 .95 .74C.95 .58 .8 .46 .5 .46Z",
  "9": "M.15 .88C.25 .97 .35 1 .48 1C.8 1 .94 .78 .94 .42C.94 .12 .78 0 .5 0C.22 0 .06 .14 .06 .33C.06 .5 .2 .62 .48 .62C.7 .62 .9 .52 .93 .38",
};

/** A word set in strokes, centered on (0, 0): letters `size` high, each `width` wide, lines `weight` thick, in one color; `edge` thickens the lines without moving them. */
export function word(
  text: string,
  size: number,
  width: number,
  weight: number,
  stroke: string,
  edge = 0,
): string {
  const gap = width * 0.3 + weight;
  const whole = text.length * width + (text.length - 1) * gap;
  return [...text]
    .map((letter, i) =>
      element("path", {
        d: stretch(strokes[letter] ?? "", i * (width + gap) - whole / 2, -size / 2, width, size),
        ...{ fill: "none", stroke, "stroke-width": weight + edge, "stroke-linejoin": "round" },
      }),
    )
    .join("");
}

/** The strokes moved and stretched to a box, their points alone, so that lines stay equally thick in all directions. */
function stretch(d: string, left: number, top: number, width: number, height: number): string {
  return d.replace(/([\d.]+) ([\d.]+)/g, (_, x: string, y: string) => {
    return `${decimal(left + Number(x) * width)} ${decimal(top + Number(y) * height)}`;
  });
}
