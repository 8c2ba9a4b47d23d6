import { element } from "./svg.js";

/** Strokes of letters and digits in a box one wide and one high, so that no font of the machine decides how they look. */
const strokes: Readonly<Record<string, string>> = {
  S: "M.9 .2C.8 .06 .65 0 .5 0C.2 0 .1 .12 .1 .25C.1 .6 .9 .4 .9 .75C.9 .92 .75 1 .5 1C.3 1 .15 .92 .08 .8",
  T: "M0 0H1M.5 0V1",
  O: "M.5 0C.15 0 .05 .2 .05 .5C.05 .8 .15 1 .5 1C.85 1 .95 .8 .95 .5C.95 .2 .85 0 .5 0Z",
  P: "M.1 1V0H.55C.8 0 .92 .12 .92 .28C.92 .45 .8 .56 .55 .56H.1",
  "0": "M.5 0C.15 0 .05 .2 .05 .5C.05 .8 .15 1 .5 1C.85 1 .95 .8 .95 .5C.95 .2 .85 0 .5 0Z",
  "1": "M.15 .25L.55 0V1",
  "2": "M.1 .25C.12 .08 .28 0 .5 0C.75 0 .9 .12 .9 .28C.9 .5 .1 .75 .08 1H.95",
  "3": "M.1 .15C.2 .04 .35 0 .5 0C.75 0 .88 .1 .88 .25C.88 .42 .72 .48 .45 .48C.75 .48 .93 .58 .93 .74C.93 .92 .75 1 .5 1C.3 1 .15 .95 .06 .83",
  "4": "M.75 1V0L.05 .7H1",
  "5": "M.88 0H.18L.12 .45C.22 .38 .35 .35 .5 .35C.8 .35 .93 .5 .93 .67C.93 .88 .75 1 .48 1C.3 1 .15 .95 .06 .85",
  "6": "M.85 .12C.75 .03 .65 0 .52 0C.2 0 .06 .22 .06 .58C.06 .88 .22 1 .5 1C.78 1 .94 .86 .94 .67C.94 .5 .8 .38 .52 .38C.3 .38 .1 .48 .07 .62",
  "7": "M.05 0H.95L.4 1",
  "8": "M.5 .46C.25 .46 .12 .36 .12 .23C.12 .08 .27 0 .5 0C.73 0 .88 .08 .88 .23C.88 .36 .75 .46 .5 .46C.2 .46 .05 .58 .05 .74C.05 .92 .22 1 .5 1C.78 1 .95 .92 .95 .74C.95 .58 .8 .46 .5 .46Z",
  "9": "M.15 .88C.25 .97 .35 1 .48 1C.8 1 .94 .78 .94 .42C.94 .12 .78 0 .5 0C.22 0 .06 .14 .06 .33C.06 .5 .2 .62 .48 .62C.7 .62 .9 .52 .93 .38",
};

/** A word set in strokes, centered on (0, 0): letters `size` high, each `width` wide, lines `weight` thick, in one color. */
export function word(text: string, size: number, width: number, weight: number, stroke: string): string {
  const gap = width * 0.36 + weight * 0.4;
  const whole = text.length * width + (text.length - 1) * gap;
  return [...text]
    .map((letter, i) => {
      const x = i * (width + gap) - whole / 2;
      const transform = `translate(${x.toFixed(2)} ${(-size / 2).toFixed(2)}) scale(${width.toFixed(2)} ${size.toFixed(2)})`;
      // The box is stretched, the line must not be.
      return element("path", {
        ...{ transform, d: strokes[letter] ?? "", fill: "none", stroke },
        ...{ "stroke-width": weight / Math.sqrt(width * size), "stroke-linejoin": "round" },
      });
    })
    .join("");
}
