import type { Brush } from "./brush.js";
import { color, hex, shade } from "./color.js";
import { curve, element, type Point, polar } from "./svg.js";

/** What may stand before the object and hide a part of it; most scenes have nothing there. */
export function occluder(brush: Brush): string {
  if (brush.chance(0.65)) return "";
  return brush.pick([blades, twig, leaves])(brush);
}

/** Grass that grows into the picture from its lower edge. */
function blades(brush: Brush): string {
  const green = color(brush.between(40, 130), brush.between(0.2, 0.6), brush.between(0.2, 0.6));
  return Array.from({ length: brush.whole(4, 12) }, () => {
    const [x, height, lean] = [brush.between(0, 100), brush.between(14, 36), brush.between(-9, 9)];
    const points: Point[] = [
      [x, 102],
      [x + lean * 0.3, 102 - height * 0.6],
      [x + lean, 102 - height],
    ];
    return element("path", {
      ...{ d: curve(points), fill: "none", "stroke-linecap": "round" },
      ...{ stroke: hex(shade(green, brush.between(-0.12, 0.12))), "stroke-width": brush.between(1.2, 2.6) },
    });
  }).join("");
}

/** A bare twig across the picture. */
function twig(brush: Brush): string {
  const bark = color(brush.between(15, 45), brush.between(0.1, 0.4), brush.between(0.15, 0.5));
  const [angle, offset] = [brush.between(0, 180), brush.between(18, 40) * brush.pick([-1, 1])];
  const middle = polar(angle + 90, offset, [50, 50]);
  const points = [-80, -30, 20, 80].map((along) => {
    const [x, y] = polar(angle, along, middle);
    return [x + brush.between(-3, 3), y + brush.between(-3, 3)] as const;
  });
  const stroke = { d: curve(points), fill: "none", "stroke-linecap": "round" };
  const width = brush.between(2, 4.5);
  return [
    element("path", { ...stroke, stroke: hex(shade(bark, -0.1)), "stroke-width": width }),
    element("path", { ...stroke, stroke: hex(shade(bark, 0.06)), "stroke-width": width * 0.55 }),
  ].join("");
}

/** A few fallen leaves. */
function leaves(brush: Brush): string {
  const leaf = color(brush.between(10, 120), brush.between(0.3, 0.7), brush.between(0.25, 0.6));
  return Array.from({ length: brush.whole(1, 4) }, () => {
    const place = polar(brush.between(0, 360), brush.between(24, 46), [50, 50]);
    const [length, width] = [brush.between(5, 10), brush.between(2, 4.5)];
    const [x, y] = place.map((each) => each.toFixed(1));
    const shape = `M${-length} 0Q0 ${-width * 2} ${length} 0Q0 ${width * 2} ${-length} 0Z`;
    return element(
      "g",
      { transform: `translate(${x} ${y}) rotate(${brush.between(0, 360).toFixed(0)})` },
      element("path", { d: shape, fill: hex(shade(leaf, brush.between(-0.1, 0.1))) }),
      element("path", { d: `M${-length} 0H${length}`, stroke: hex(shade(leaf, -0.15)), "stroke-width": 0.6 }),
    );
  }).join("");
}
