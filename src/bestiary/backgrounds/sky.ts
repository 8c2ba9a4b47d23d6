import type { Background } from "../backgrounds.js";
import { color, hex } from "../color.js";
import { element, everything } from "../svg.js";
import { texture } from "../texture.js";

/** Sky at any hour: a gradient and clouds. */
export const sky: Background = (brush) => {
  const id = brush.id();
  const dusk = brush.chance(0.25);
  const top = color(brush.between(205, 235), brush.between(0.2, 0.7), brush.between(0.28, 0.68));
  const bottom = dusk
    ? color(brush.between(5, 45), brush.between(0.3, 0.7), brush.between(0.5, 0.75))
    : color(brush.between(190, 220), brush.between(0.1, 0.5), brush.between(0.65, 0.9));
  const clouds = Array.from({ length: brush.whole(0, 5) }, () => {
    const [x, y, width] = [brush.between(0, 100), brush.between(0, 100), brush.between(14, 36)];
    return Array.from({ length: 5 }, () =>
      element("ellipse", {
        ...{ cx: x + brush.normal() * width * 0.4, cy: y + brush.normal() * width * 0.09 },
        ...{ rx: width * brush.between(0.25, 0.5), ry: width * brush.between(0.1, 0.22) },
        ...{ fill: "#ffffff", opacity: brush.between(0.15, 0.4) },
      }),
    ).join("");
  });
  return [
    element(
      "linearGradient",
      { id, x1: 0, y1: 0, x2: 0, y2: 1 },
      element("stop", { offset: 0, "stop-color": hex(top) }),
      element("stop", { offset: 1, "stop-color": hex(bottom) }),
    ),
    element("rect", { ...everything, fill: `url(#${id})` }),
    ...clouds,
    texture(brush, everything, { across: 0.016, down: 0.03, strength: brush.between(0.3, 0.9), octaves: 4 }),
  ].join("");
};
