import { color, hex } from "../color.js";
import { word } from "../glyphs.js";
import { pole } from "../pole.js";
import type { Species } from "../species.js";
import { element } from "../svg.js";

const limits = ["20", "30", "40", "50", "60", "70", "80", "90", "100", "110", "120"] as const;

/** A pale disc with a thick ring and a number, on a post. Often the ring is red, but not always. */
export const speedLimitSign: Species = {
  name: "speed limit sign",
  turn: 14,
  mirrored: false,
  draw: (brush, coat) => {
    const radius = brush.between(34, 42);
    const middle = -46 + radius;
    const red = hex(color(brush.between(-12, 14), brush.between(0.45, 0.85), brush.between(0.3, 0.5)));
    const ring = brush.chance(0.4) ? red : brush.pick([coat.dark, coat.base, coat.accentDark]);
    const limit = brush.pick(limits);
    const width = radius * (limit.length === 2 ? brush.between(0.42, 0.5) : brush.between(0.24, 0.28));
    const plate = [
      element("circle", { cx: 0, cy: 0, r: radius, fill: ring, stroke: coat.ink, "stroke-width": 1.4 }),
      element("circle", {
        cx: 0,
        cy: 0,
        r: radius * brush.between(0.7, 0.8),
        fill: brush.pick([coat.pale, coat.pale, coat.light]),
      }),
      word(limit, radius * brush.between(0.72, 0.86), width, brush.between(4.6, 6.2), coat.ink),
    ].join("");
    return (
      pole(brush, coat, middle) + element("g", { transform: `translate(0 ${middle.toFixed(2)})` }, plate)
    );
  },
};
