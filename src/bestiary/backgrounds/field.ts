import type { Background } from "../backgrounds.js";
import { color, hex, shade } from "../color.js";
import { curve, element, everything, type Point } from "../svg.js";
import { texture } from "../texture.js";

/** Grass or stubble, with blades; sometimes a strip of sky over it. */
export const field: Background = (brush) => {
  const ground = color(brush.between(45, 130), brush.between(0.2, 0.55), brush.between(0.24, 0.6));
  const horizon = brush.chance(0.45) ? brush.between(8, 45) : 0;
  const above = color(brush.between(190, 225), brush.between(0.1, 0.6), brush.between(0.55, 0.88));
  const blades = Array.from({ length: brush.whole(25, 70) }, () => {
    const [x, y] = [brush.between(-2, 102), brush.between(horizon + 4, 104)];
    const height = brush.between(3, 9) * (0.5 + y / 100);
    const lean = brush.between(-4, 4);
    const points: Point[] = [
      [x, y],
      [x + lean * 0.3, y - height * 0.6],
      [x + lean, y - height],
    ];
    return element("path", {
      ...{ d: curve(points), fill: "none", "stroke-linecap": "round" },
      stroke: hex(shade(ground, brush.between(-0.14, 0.16))),
      "stroke-width": brush.between(0.6, 1.4),
    });
  });
  const area = { x: 0, y: horizon, width: 100, height: 100 - horizon };
  return [
    element("rect", { ...everything, fill: hex(above) }),
    element("rect", { ...area, fill: hex(ground) }),
    texture(brush, area, { across: 0.05, down: 0.12, strength: brush.between(0.3, 0.7) }),
    ...blades,
  ].join("");
};
