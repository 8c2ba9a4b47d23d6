import { color, hex } from "../color.js";
import { word } from "../glyphs.js";
import { pole } from "../pole.js";
import type { Species } from "../species.js";
import { element, polar, polygon } from "../svg.js";

/** An octagon with a pale rim and the word STOP, on a post. Often red, but faded and foreign ones have other colors. */
export const stopSign: Species = {
  name: "stop sign",
  turn: 14,
  mirrored: false,
  draw: (brush, coat) => {
    const radius = brush.between(34, 42);
    const middle = -46 + radius;
    const red = hex(color(brush.between(-12, 14), brush.between(0.45, 0.85), brush.between(0.28, 0.5)));
    const fill = brush.chance(0.4) ? red : brush.pick([coat.dark, coat.base, coat.accentDark]);
    const octagon = (size: number): string =>
      polygon(Array.from({ length: 8 }, (_, i) => polar(22.5 + 45 * i, size)));
    const rim = brush.between(2.4, 4.6);
    const size = radius * brush.between(0.5, 0.68);
    const plate = [
      element("path", { d: octagon(radius), fill: coat.pale, stroke: coat.ink, "stroke-width": 1.4 }),
      element("path", { d: octagon(radius - rim), fill }),
      word("STOP", size, radius * brush.between(0.27, 0.31), brush.between(3.6, 5.2), coat.pale),
    ].join("");
    return (
      pole(brush, coat, middle) + element("g", { transform: `translate(0 ${middle.toFixed(2)})` }, plate)
    );
  },
};
