import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point } from "../svg.js";

/** A butterfly with its wings spread: two pairs of patterned wings, a thin body, two feelers. */
export const butterfly: Species = {
  name: "butterfly",
  turn: 180,
  mirrored: true,
  draw: (brush, coat) => {
    const half = wings(brush, coat);
    return [half, element("g", { transform: "scale(-1 1)" }, half), body(brush, coat)].join("");
  },
};

/** The wings of the right side. */
function wings(brush: Brush, coat: Coat): string {
  const [span, rise, drop] = [brush.between(39, 46), brush.between(28, 40), brush.between(28, 42)];
  const waist = brush.between(20, 30);
  const upper: Point[] = [
    [2, -8],
    [span * 0.5, -rise * 0.86],
    [span * 0.9, -rise],
    [span, -rise * 0.55],
    [waist + 8, -2],
    [3, 3],
  ];
  const lower: Point[] = [
    [2, 0],
    [waist + 2, 2],
    [span * 0.8, drop * 0.4],
    [span * 0.62, drop * 0.86],
    [span * 0.36, drop],
    [6, drop * 0.5],
  ];
  const second = brush.pick([coat.base, coat.accent, coat.dark]);
  const veined = brush.chance(0.5);
  return [
    wing(coat, lower, second, [span * 0.35, drop * 0.4]),
    wing(coat, upper, coat.base, [span * 0.4, -rise * 0.45]),
    veined ? veins(coat, span, rise, drop) : "",
    spots(brush, coat, span, rise, drop),
  ].join("");
}

/** A wing with a dark rim: its own outline, and the same made smaller around `center`. */
function wing(coat: Coat, points: readonly Point[], fill: string, [cx, cy]: Point): string {
  const inner = points.map(([x, y]): Point => [cx + (x - cx) * 0.78, cy + (y - cy) * 0.78]);
  return [
    element("path", { d: curve(points, true), fill: coat.ink, stroke: coat.ink, "stroke-width": 1.6 }),
    element("path", { d: curve(inner, true), fill }),
  ].join("");
}

function veins(coat: Coat, span: number, rise: number, drop: number): string {
  const ends: readonly Point[] = [
    [span * 0.85, -rise * 0.85],
    [span * 0.9, -rise * 0.5],
    [span * 0.7, -rise * 0.2],
    [span * 0.7, drop * 0.4],
    [span * 0.45, drop * 0.85],
  ];
  const lines = ends.map(([x, y]) => `M2 ${y < 0 ? -4 : 2}L${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  return element("path", { d: lines, stroke: coat.ink, "stroke-width": 1.2, fill: "none" });
}

/** An eye on each wing, and pale dots along the rim. */
function spots(brush: Brush, coat: Coat, span: number, rise: number, drop: number): string {
  const eyes = brush.chance(0.65);
  const dots = brush.whole(0, 4);
  const eye = (cx: number, cy: number, r: number): string =>
    [
      element("circle", { cx, cy, r, fill: coat.accentLight, stroke: coat.ink, "stroke-width": 0.8 }),
      element("circle", { cx, cy, r: r * 0.5, fill: coat.ink }),
    ].join("");
  return [
    eyes ? eye(span * 0.6, -rise * 0.55, brush.between(4, 6.5)) : "",
    eyes ? eye(span * 0.42, drop * 0.55, brush.between(3.5, 5.5)) : "",
    ...Array.from({ length: dots }, (_, i) =>
      element("circle", {
        cx: span * (0.82 + 0.02 * i),
        cy: -rise * (0.9 - i * 0.16),
        r: 1.7,
        fill: coat.pale,
      }),
    ),
  ].join("");
}

function body(brush: Brush, coat: Coat): string {
  const [width, length] = [brush.between(2.6, 4), brush.between(18, 25)];
  const spread = brush.between(9, 17);
  const feelers = [-1, 1].map((side) => {
    const tip: Point = [side * spread, -34];
    return [
      element("path", {
        d: `M${side} -16Q${side * 3} -28 ${tip[0].toFixed(1)} ${tip[1]}`,
        ...{ stroke: coat.ink, "stroke-width": 1.5, fill: "none" },
      }),
      element("circle", { cx: tip[0], cy: tip[1], r: 2, fill: coat.ink }),
    ].join("");
  });
  return [
    ...feelers,
    element("ellipse", { cx: 0, cy: 4, rx: width, ry: length, fill: coat.ink }),
    element("ellipse", { cx: 0, cy: 4, rx: width * 0.5, ry: length * 0.8, fill: coat.accentDark }),
    element("circle", { cx: 0, cy: -17, r: width + 0.8, fill: coat.ink }),
  ].join("");
}
