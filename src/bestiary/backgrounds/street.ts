import type { Background } from "../backgrounds.js";
import { color, hex, shade } from "../color.js";
import { element, everything, polygon } from "../svg.js";
import { texture } from "../texture.js";

/** A street: houses or a wall over asphalt, or paving seen from above. */
export const street: Background = (brush) => {
  const stone = color(brush.between(0, 360), brush.between(0, 0.15), brush.between(0.25, 0.65));
  return brush.chance(0.5) ? pavement(brush, stone) : houses(brush, stone);
};

function pavement(brush: Parameters<Background>[0], stone: ReturnType<typeof color>): string {
  const [width, height] = [brush.between(12, 30), brush.between(8, 22)];
  const stones: string[] = [];
  for (let row = 0; row * height < 100; row++) {
    for (let column = -1; column * width < 100; column++) {
      stones.push(
        element("rect", {
          ...{ x: (column + (row % 2) / 2) * width + 0.5, y: row * height + 0.5 },
          ...{ width: width - 1, height: height - 1, rx: 1 },
          fill: hex(shade(stone, brush.between(-0.07, 0.07))),
        }),
      );
    }
  }
  return [
    element("rect", { ...everything, fill: hex(shade(stone, brush.pick([-0.16, 0.14]))) }),
    ...stones,
    texture(brush, everything, { across: 0.3, down: 0.3, strength: brush.between(0.3, 0.7), octaves: 2 }),
  ].join("");
}

function houses(brush: Parameters<Background>[0], asphalt: ReturnType<typeof color>): string {
  const ground = brush.between(45, 82);
  const above = color(brush.between(195, 225), brush.between(0.1, 0.5), brush.between(0.6, 0.88));
  const parts: string[] = [element("rect", { ...everything, fill: hex(above) })];
  for (let x = brush.between(-20, 0); x < 100; ) {
    const width = brush.between(18, 42);
    const top = brush.between(-5, ground - 22);
    const wall = color(brush.between(0, 60), brush.between(0.05, 0.45), brush.between(0.3, 0.78));
    parts.push(element("rect", { x, y: top, width, height: ground - top, fill: hex(wall) }));
    const [columns, step] = [brush.whole(2, 4), brush.between(11, 17)];
    const window = hex(shade({ ...wall, hue: 215 }, brush.pick([-0.25, 0.18])));
    for (let row = top + 4; row + 7 < ground; row += step) {
      for (let i = 0; i < columns; i++) {
        const place = {
          x: x + ((i + 0.25) * width) / columns,
          y: row,
          width: width / columns / 2,
          height: 7,
        };
        parts.push(element("rect", { ...place, fill: window }));
      }
    }
    x += width;
  }
  const road = { x: 0, y: ground, width: 100, height: 100 - ground };
  parts.push(element("rect", { ...road, fill: hex(asphalt) }));
  parts.push(texture(brush, road, { across: 0.3, down: 0.3, strength: 0.5, octaves: 2 }));
  if (brush.chance(0.6)) {
    const x = brush.between(20, 80);
    const marking = polygon([
      [x, ground],
      [x + 2, ground],
      [x + 9, 100],
      [x + 1, 100],
    ]);
    parts.push(element("path", { d: marking, fill: "#e8e4d8", opacity: 0.8 }));
  }
  return parts.join("");
}
