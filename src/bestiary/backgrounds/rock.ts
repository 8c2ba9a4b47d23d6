import type { Background } from "../backgrounds.js";
import { color, hex, shade } from "../color.js";
import { element, everything, type Point, polar, polygon, polyline } from "../svg.js";
import { texture } from "../texture.js";

/** Stone: slabs of slightly different gray, cracks between them. */
export const rock: Background = (brush) => {
  const stone = color(brush.between(0, 360), brush.between(0.02, 0.22), brush.between(0.25, 0.68));
  const slabs = Array.from({ length: brush.whole(4, 10) }, () => {
    const center: Point = [brush.between(0, 100), brush.between(0, 100)];
    const [size, corners] = [brush.between(12, 38), brush.whole(5, 8)];
    const points = Array.from({ length: corners }, (_, i) =>
      polar((i * 360) / corners + brush.between(-15, 15), size * brush.between(0.7, 1.1), center),
    );
    return element("path", {
      ...{ d: polygon(points), fill: hex(shade(stone, brush.between(-0.09, 0.09))) },
      ...{ stroke: hex(shade(stone, -0.14)), "stroke-width": brush.between(0.3, 1.1), opacity: 0.8 },
    });
  });
  const cracks = Array.from({ length: brush.whole(1, 5) }, () => {
    let angle = brush.between(0, 360);
    let at: Point = [brush.between(0, 100), brush.between(0, 100)];
    const points = Array.from({ length: brush.whole(4, 9) }, () => {
      angle += brush.between(-40, 40);
      at = polar(angle, brush.between(5, 13), at);
      return at;
    });
    return element("path", {
      ...{ d: polyline(points), fill: "none", stroke: hex(shade(stone, -0.22)) },
      ...{ "stroke-width": brush.between(0.5, 1.4), "stroke-linejoin": "round" },
    });
  });
  return [
    element("rect", { ...everything, fill: hex(stone) }),
    ...slabs,
    texture(brush, everything, { across: 0.07, down: 0.07, strength: brush.between(0.4, 0.9), octaves: 4 }),
    ...cracks,
  ].join("");
};
