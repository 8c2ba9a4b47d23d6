import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polar } from "../svg.js";

/** A spider seen from above: eight jointed legs, a head shield and a large abdomen. */
export const tarantula: Species = {
  name: "tarantula, spider",
  turn: 180,
  mirrored: true,
  draw: (brush, coat) => [legs(brush, coat), abdomen(brush, coat), head(brush, coat)].join(""),
};

/** Four to each side, fanned out; each goes up to a knee and down to a foot. */
function legs(brush: Brush, coat: Coat): string {
  const thickness = brush.between(3.4, 5.6);
  const knee = brush.between(22, 27);
  const reach = brush.between(42, 48);
  const bend = brush.between(9, 18);
  const banded = brush.chance(0.5);
  return [-1, 1]
    .flatMap((side) =>
      [-62, -24, 16, 54].map((angle, i) => {
        const turned = angle + brush.between(-7, 7);
        const toward = i < 2 ? -bend : bend;
        const at = (degrees: number, radius: number): Point => {
          const [x, y] = polar(degrees, radius, [0, -6]);
          return [side * x, y];
        };
        const points = [
          at(turned * 0.6, 6),
          at(turned + toward * 0.4, knee),
          at(turned + toward * -0.6, reach),
        ];
        const line = curve(points);
        const stroke = { d: line, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
        return [
          element("path", { ...stroke, stroke: coat.ink, "stroke-width": thickness + 1.4 }),
          element("path", { ...stroke, stroke: coat.dark, "stroke-width": thickness }),
          banded
            ? element("path", {
                ...stroke,
                ...{ stroke: coat.accent, "stroke-width": thickness, "stroke-linecap": "butt" },
                "stroke-dasharray": "5 8",
              })
            : "",
        ].join("");
      }),
    )
    .join("");
}

function abdomen(brush: Brush, coat: Coat): string {
  const [width, height] = [brush.between(14, 18), brush.between(18, 23)];
  const center = 4 + height * 0.75;
  const spots = brush.whole(0, 3);
  return [
    element("ellipse", {
      ...{ cx: 0, cy: center, rx: width, ry: height },
      ...{ fill: coat.base, stroke: coat.ink, "stroke-width": 1.4 },
    }),
    element("ellipse", {
      cx: 0,
      cy: center - 4,
      rx: width * 0.6,
      ry: height * 0.6,
      fill: coat.light,
      opacity: 0.6,
    }),
    ...Array.from({ length: spots }, (_, i) =>
      element("ellipse", {
        ...{ cx: 0, cy: center - height * 0.5 + i * height * 0.45 },
        ...{ rx: width * (0.55 - i * 0.1), ry: 2.4, fill: coat.accent },
      }),
    ),
  ].join("");
}

function head(brush: Brush, coat: Coat): string {
  const size = brush.between(10, 13);
  const outline = { stroke: coat.ink, "stroke-width": 1.3 };
  const eye = (x: number): string =>
    element("circle", { cx: x, cy: -14 - size * 0.3, r: 1.7, fill: coat.pale });
  const fang = (x: number): string =>
    element("ellipse", { cx: x, cy: -10 - size, rx: 2.6, ry: 5, fill: coat.dark, ...outline });
  return [
    fang(-3.4),
    fang(3.4),
    element("ellipse", { cx: 0, cy: -9, rx: size * 0.92, ry: size, fill: coat.base, ...outline }),
    element("ellipse", { cx: 0, cy: -8, rx: size * 0.5, ry: size * 0.55, fill: coat.light, opacity: 0.55 }),
    eye(-3),
    eye(3),
  ].join("");
}
