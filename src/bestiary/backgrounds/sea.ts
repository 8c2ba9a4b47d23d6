import type { Background } from "../backgrounds.js";
import { color, hex, shade } from "../color.js";
import { curve, element, everything, type Point } from "../svg.js";
import { texture } from "../texture.js";

/** Water, from above or under the surface: waves, glints, or bubbles. */
export const sea: Background = (brush) => {
  const water = color(brush.between(165, 230), brush.between(0.25, 0.7), brush.between(0.2, 0.6));
  const id = brush.id();
  const deeper = brush.between(-0.16, 0.1);
  const glints = Array.from({ length: brush.whole(8, 30) }, () => {
    const [x, y, length] = [brush.between(-5, 100), brush.between(0, 100), brush.between(4, 17)];
    const points: Point[] = [
      [x, y],
      [x + length / 3, y - brush.between(0.5, 2)],
      [x + (2 * length) / 3, y + brush.between(0, 1)],
      [x + length, y - brush.between(0, 2)],
    ];
    return element("path", {
      ...{ d: curve(points), fill: "none", stroke: hex(shade(water, brush.between(0.08, 0.3))) },
      ...{ "stroke-width": brush.between(0.5, 1.6), "stroke-linecap": "round", opacity: 0.75 },
    });
  });
  const bubbles = Array.from({ length: brush.chance(0.4) ? brush.whole(3, 12) : 0 }, () =>
    element("circle", {
      ...{ cx: brush.between(0, 100), cy: brush.between(0, 100), r: brush.between(0.8, 3) },
      ...{ fill: "none", stroke: hex(shade(water, 0.3)), "stroke-width": 0.7 },
    }),
  );
  return [
    element(
      "linearGradient",
      { id, x1: 0, y1: 0, x2: 0, y2: 1 },
      element("stop", { offset: 0, "stop-color": hex(shade(water, 0.08)) }),
      element("stop", { offset: 1, "stop-color": hex(shade(water, deeper)) }),
    ),
    element("rect", { ...everything, fill: `url(#${id})` }),
    texture(brush, everything, { across: 0.03, down: 0.11, strength: brush.between(0.35, 0.8) }),
    ...glints,
    ...bubbles,
  ].join("");
};
