import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point } from "../svg.js";

/** A mushroom: a thick stem with a ring under a wide cap, often spotted; sometimes a small one beside it. */
export const mushroom: Species = {
  name: "mushroom",
  turn: 18,
  mirrored: true,
  draw: (brush, coat) => {
    const small = brush.chance(0.35)
      ? element("g", { transform: `translate(${brush.pick([-30, 30])} 26) scale(0.42)` }, one(brush, coat))
      : "";
    return small + one(brush, coat);
  },
};

function one(brush: Brush, coat: Coat): string {
  const rim = brush.between(-8, 2);
  return stem(brush, coat, rim) + cap(brush, coat, rim);
}

function stem(brush: Brush, coat: Coat, rim: number): string {
  const [top, foot] = [brush.between(7, 11), brush.between(10, 16)];
  const points: Point[] = [
    [-top, rim],
    [-top * 0.9, 18],
    [-foot, 40],
    [0, 46],
    [foot, 40],
    [top * 0.9, 18],
    [top, rim],
  ];
  const fill = brush.pick([coat.pale, coat.light, coat.accentLight]);
  const ring = rim + brush.between(9, 15);
  return [
    element("path", { d: `${curve(points)}Z`, fill, stroke: coat.ink, "stroke-width": 1.6 }),
    element("path", {
      d: `M-3 ${rim + 18}L-4 40M4 ${rim + 20}L5 41`,
      stroke: coat.dark,
      "stroke-width": 0.9,
      opacity: 0.6,
    }),
    brush.chance(0.6)
      ? element("path", {
          d: `M${-top - 2} ${ring}Q0 ${ring + 9} ${top + 2} ${ring}L${top + 4} ${ring + 6}Q0 ${ring + 15} ${-top - 4} ${ring + 6}Z`,
          ...{ fill: coat.pale, stroke: coat.ink, "stroke-width": 1.2 },
        })
      : "",
  ].join("");
}

function cap(brush: Brush, coat: Coat, rim: number): string {
  const half = brush.between(36, 46);
  const height = brush.between(28, 40);
  const sharp = brush.between(0.55, 1);
  const top = rim - height;
  const dome = `M${-half} ${rim}C${-half} ${rim - height * sharp} ${-half * 0.5 * sharp} ${top} 0 ${top}C${half * 0.5 * sharp} ${top} ${half} ${rim - height * sharp} ${half} ${rim}`;
  const gills = Array.from({ length: 9 }, (_, i) => {
    const x = ((i - 4) / 4.5) * half;
    return element("path", {
      d: `M${x} ${rim}L${x * 0.3} ${rim + 6}`,
      stroke: coat.dark,
      "stroke-width": 0.9,
    });
  });
  const spots = brush.chance(0.7) ? brush.whole(5, 10) : 0;
  return [
    element("path", {
      d: `M${-half} ${rim}Q0 ${rim + 15} ${half} ${rim}Z`,
      ...{ fill: coat.accentLight, stroke: coat.ink, "stroke-width": 1.4 },
    }),
    ...gills,
    element("path", {
      d: `${dome}Q0 ${rim + 9} ${-half} ${rim}Z`,
      fill: coat.base,
      stroke: coat.ink,
      "stroke-width": 1.7,
    }),
    ...Array.from({ length: spots }, () => {
      const x = brush.between(-0.72, 0.72);
      const y = brush.between(0.15, 0.85 * Math.sqrt(1 - x * x));
      return element("ellipse", {
        ...{ cx: x * half, cy: rim + 2 - y * height, rx: brush.between(2.4, 5), ry: brush.between(2, 4) },
        fill: coat.pale,
      });
    }),
  ].join("");
}
