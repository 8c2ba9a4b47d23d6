import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point } from "../svg.js";

/** A ray seen from above: a kite with two wings and a long whip of a tail. */
export const stingray: Species = {
  name: "stingray, ray",
  turn: 180,
  mirrored: true,
  draw: (brush, coat) => {
    const span = brush.between(37, 46);
    return [tail(brush, coat), body(brush, coat, span), marks(brush, coat, span), eyes(coat)].join("");
  },
};

function tail(brush: Brush, coat: Coat): string {
  const [sway, length] = [brush.between(-14, 14), brush.between(40, 46)];
  const points: Point[] = [
    [0, 8],
    [sway * 0.2, 20],
    [sway, 32],
    [sway * 0.7 - brush.between(-5, 5), length],
  ];
  const line = { d: curve(points), fill: "none", "stroke-linecap": "round" };
  return [
    element("path", { ...line, stroke: coat.ink, "stroke-width": 5 }),
    element("path", { ...line, stroke: coat.dark, "stroke-width": 3 }),
    element("path", {
      d: `M${sway * 0.5 - 1} 24l-4 8l6 -5Z`,
      fill: coat.pale,
      stroke: coat.ink,
      "stroke-width": 0.7,
    }),
  ].join("");
}

/** One half as a list of points from the nose to the root of the tail; the other is its mirror image. */
function body(brush: Brush, coat: Coat, span: number): string {
  const [tip, sweep] = [brush.between(-12, 0), brush.between(2, 7)];
  const half: Point[] = [
    [6, -39],
    [20, -28],
    [span - 4, tip - sweep],
    [span, tip + 2],
    [span * 0.6, tip + 11],
    [13, 13],
    [6, 17],
  ];
  const outline = [...half, ...half.toReversed().map(([x, y]): Point => [-x, y])];
  const inner = outline.map(([x, y]): Point => [x * 0.66, (y + 8) * 0.72 - 8]);
  const fins = [-1, 1].map((side) =>
    element("ellipse", {
      ...{ cx: side * 8, cy: 17, rx: 5, ry: 8, fill: coat.dark, stroke: coat.ink, "stroke-width": 1.4 },
    }),
  );
  return [
    ...fins,
    element("path", {
      d: curve(outline, true),
      ...{ fill: coat.base, stroke: coat.ink, "stroke-width": 1.6, "stroke-linejoin": "round" },
    }),
    element("path", { d: curve(inner, true), fill: coat.dark, opacity: 0.45 }),
    element("path", { d: "M0 -22L0 15", stroke: coat.dark, "stroke-width": 2, "stroke-linecap": "round" }),
  ].join("");
}

/** Spots in pairs, as on both wings, or none. */
function marks(brush: Brush, coat: Coat, span: number): string {
  const count = brush.pick([0, 4, 7, 10]);
  return Array.from({ length: count }, () => {
    const [x, y] = [brush.between(6, span * 0.62), brush.between(-20, 5)];
    const r = brush.between(1.4, 3.2);
    return [-1, 1].map((side) => element("circle", { cx: side * x, cy: y, r, fill: coat.accent })).join("");
  }).join("");
}

function eyes(coat: Coat): string {
  return [-1, 1]
    .map((side) =>
      [
        element("ellipse", {
          cx: side * 6.5,
          cy: -27,
          rx: 3.4,
          ry: 4,
          fill: coat.light,
          stroke: coat.ink,
          "stroke-width": 1,
        }),
        element("circle", { cx: side * 7, cy: -27.5, r: 1.6, fill: coat.ink }),
        element("ellipse", { cx: side * 6, cy: -20, rx: 1.6, ry: 2.4, fill: coat.ink }),
      ].join(""),
    )
    .join("");
}
