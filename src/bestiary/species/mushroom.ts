import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, decimal, element, type Point } from "../svg.js";

/** Half the outline of a cap, from its top to its rim: parts of the half width, and of the height above the rim. */
const forms: Readonly<Record<"dome" | "cone" | "flat" | "funnel", readonly Point[]>> = {
  dome: [
    [0, 1],
    [0.45, 0.92],
    [0.82, 0.6],
    [0.99, 0.15],
  ],
  cone: [
    [0, 1],
    [0.2, 0.86],
    [0.52, 0.42],
    [0.97, 0.04],
  ],
  flat: [
    [0, 0.62],
    [0.5, 0.56],
    [0.86, 0.36],
    [1, 0.08],
  ],
  funnel: [
    [0, 0.42],
    [0.4, 0.5],
    [0.8, 0.62],
    [1, 0.5],
  ],
};

/** A mushroom: a thick stem with a ring under a wide cap, spotted or with gills; sometimes a small one beside it. */
export const mushroom: Species = {
  name: "mushroom",
  turn: 18,
  mirrored: true,
  draw: (brush, coat) => {
    const form = brush.pick(["dome", "dome", "cone", "flat", "funnel"] as const);
    const place = `translate(${brush.pick([-28, 28])} 25) scale(${decimal(brush.between(0.38, 0.48))})`;
    const small = brush.chance(0.35) ? element("g", { transform: place }, one(brush, coat, form)) : "";
    return small + one(brush, coat, form);
  },
};

/** One mushroom of the form. */
function one(brush: Brush, coat: Coat, form: keyof typeof forms): string {
  const height = form === "cone" ? brush.between(40, 48) : brush.between(32, 42);
  const top = (forms[form][0] as Point)[1];
  const rim = -46 + height * Math.max(top, 0.62) + brush.between(0, 4);
  const half = form === "cone" ? brush.between(28, 36) : brush.between(36, 46);
  return (
    stem(brush, coat, rim) + under(brush, coat, form, rim, half) + cap(brush, coat, form, rim, half, height)
  );
}

/** The stem, thicker at its foot, with streaks and often a ring. */
function stem(brush: Brush, coat: Coat, rim: number): string {
  const [top, foot] = [brush.between(6, 10), brush.between(9, 16)];
  const points: Point[] = [
    [-top, rim],
    [-top * 0.9, 16],
    [-foot, 39],
    [0, 46],
    [foot, 39],
    [top * 0.9, 16],
    [top, rim],
  ];
  const fill = brush.pick([coat.pale, coat.light, coat.accentLight]);
  const streak = { fill: "none", stroke: coat.dark, "stroke-width": 0.9, opacity: 0.6 };
  return [
    element("path", { d: `${curve(points)}Z`, fill, stroke: coat.ink, "stroke-width": 1.6 }),
    element("path", { d: `M-3 ${decimal(rim + 22)}L-4 40M4 ${decimal(rim + 26)}L5 41`, ...streak }),
    brush.chance(0.6) ? ring(coat, top, rim + brush.between(17, 23)) : "",
  ].join("");
}

/** The skirt around the stem. */
function ring(coat: Coat, top: number, y: number): string {
  const [above, below] = [top + 1, top + 5].map(decimal);
  const [high, low] = [decimal(y), decimal(y + 6)];
  return element("path", {
    d: `M-${above} ${high}Q0 ${decimal(y + 6)} ${above} ${high}L${below} ${low}Q0 ${decimal(y + 14)} -${below} ${low}Z`,
    ...{ fill: coat.pale, stroke: coat.ink, "stroke-width": 1.2 },
  });
}

/** The gills below the rim, which run far down the stem of a funnel. */
function under(brush: Brush, coat: Coat, form: keyof typeof forms, rim: number, half: number): string {
  const funnel = form === "funnel";
  const edge = funnel ? rim - brush.between(14, 18) : rim;
  const depth = funnel ? brush.between(14, 20) : brush.between(7, 11);
  const neck = funnel ? 9 : half * 0.35;
  const bottom = decimal(rim + depth);
  const side = (x: number): string =>
    funnel
      ? `Q${decimal(x * 0.45)} ${decimal(rim)} ${decimal((x / half) * neck)} ${bottom}`
      : `Q${decimal(x * 0.8)} ${bottom} ${decimal((x / half) * neck)} ${bottom}`;
  const from = (x: number): string => `M${decimal(x)} ${decimal(edge)}`;
  const shape = `${from(-half)}${side(-half)}L${decimal(neck)} ${bottom}${
    funnel
      ? `Q${decimal(half * 0.45)} ${decimal(rim)} ${decimal(half)} ${decimal(edge)}`
      : `Q${decimal(half * 0.8)} ${bottom} ${decimal(half)} ${decimal(edge)}`
  }Z`;
  const count = brush.whole(9, 15);
  const lines = Array.from({ length: count }, (_, i) => {
    const x = ((i + 0.5) / count - 0.5) * 2 * half;
    return from(x) + side(x);
  }).join("");
  return [
    element("path", { d: shape, fill: coat.accentLight, stroke: coat.ink, "stroke-width": 1.5 }),
    element("path", { d: lines, fill: "none", stroke: coat.ink, "stroke-width": 0.9, opacity: 0.7 }),
  ].join("");
}

/** The cap with its shine, and often spots. */
function cap(
  brush: Brush,
  coat: Coat,
  form: keyof typeof forms,
  rim: number,
  half: number,
  height: number,
): string {
  const funnel = form === "funnel";
  const outline: Point[] = forms[form].map(([x, y]) => [x * half, rim - y * height]);
  const left: Point[] = outline.slice(1).map(([x, y]) => [-x, y]);
  const edge = funnel ? rim - height * 0.42 : rim;
  const sag: Point[] = [
    [half * 0.6, edge + 4],
    [0, edge + (funnel ? 9 : 6)],
    [-half * 0.6, edge + 4],
  ];
  const points = [...left.toReversed(), ...outline, ...sag];
  const spots = brush.chance(funnel ? 0.25 : 0.7) ? brush.whole(5, 10) : 0;
  const clip = brush.id();
  const shape = curve(points, true);
  const crown = (forms[form][0] as Point)[1] * height;
  return [
    element("path", { d: shape, fill: coat.base, stroke: coat.ink, "stroke-width": 1.7 }),
    element("clipPath", { id: clip }, element("path", { d: shape })),
    element(
      "g",
      { "clip-path": `url(#${clip})` },
      [
        element("ellipse", {
          ...{ cx: -half * 0.3, cy: rim - crown * 0.72, rx: half * 0.4, ry: height * 0.14 },
          ...{ fill: coat.light, opacity: 0.55 },
        }),
        ...Array.from({ length: spots }, (_, i) => {
          const x = ((i + brush.between(0.2, 0.8)) / spots - 0.5) * 1.7;
          const y = brush.between(0.1, 0.9) * Math.sqrt(1 - x * x) * crown;
          const [rx, ry] = [brush.between(2.4, 5), brush.between(2, 4)];
          return element("ellipse", { cx: x * half, cy: rim - y, rx, ry, fill: coat.pale });
        }),
      ].join(""),
    ),
  ].join("");
}
