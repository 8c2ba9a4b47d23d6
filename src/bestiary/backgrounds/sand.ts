import type { Background } from "../backgrounds.js";
import { color, hex, shade } from "../color.js";
import { curve, element, everything, type Point } from "../svg.js";
import { texture } from "../texture.js";

/** Sand with ripples that the wind made, and some pebbles. */
export const sand: Background = (brush) => {
  const ground = color(brush.between(22, 52), brush.between(0.15, 0.55), brush.between(0.42, 0.82));
  const [spacing, tilt] = [brush.between(6, 15), brush.between(-25, 25)];
  const wave = brush.between(1, 4);
  const ripples = brush.chance(0.7)
    ? Array.from({ length: Math.ceil(150 / spacing) }, (_, i) => {
        const y = i * spacing - 25;
        const points = Array.from(
          { length: 9 },
          (_, k): Point => [k * 16 - 14, y + (tilt * (k - 4)) / 8 + brush.between(-wave, wave)],
        );
        return element("path", {
          ...{ d: curve(points), fill: "none", stroke: hex(shade(ground, -0.1)), opacity: 0.6 },
          "stroke-width": spacing * brush.between(0.15, 0.35),
        });
      })
    : [];
  const pebbles = Array.from({ length: brush.whole(0, 16) }, () =>
    element("ellipse", {
      ...{ cx: brush.between(0, 100), cy: brush.between(0, 100) },
      ...{ rx: brush.between(0.6, 2.4), ry: brush.between(0.5, 1.7) },
      fill: hex(shade({ ...ground, saturation: 0.1 }, brush.between(-0.3, 0.05))),
    }),
  );
  return [
    element("rect", { ...everything, fill: hex(ground) }),
    ...ripples,
    texture(brush, everything, { across: 0.35, down: 0.35, strength: brush.between(0.25, 0.6), octaves: 2 }),
    ...pebbles,
  ].join("");
};
