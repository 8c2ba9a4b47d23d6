import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import { color, hex } from "../color.js";
import { word } from "../glyphs.js";
import { pole } from "../pole.js";
import type { Species } from "../species.js";
import { decimal, element, polar, polygon } from "../svg.js";

/** An octagon with a pale rim and the word STOP, on a post. Often red, but faded and foreign ones have other colors. */
export const stopSign: Species = {
  name: "stop sign",
  turn: 14,
  mirrored: false,
  draw: (brush, coat) => {
    const radius = brush.between(30, 42);
    const middle = -46 + radius;
    const parts = [plate(brush, coat, radius), letters(brush, coat, radius), wear(brush, coat, radius)];
    return (
      pole(brush, coat, middle) +
      element("g", { transform: `translate(0 ${decimal(middle)})` }, parts.join(""))
    );
  },
};

/** The octagon's outline, pale border and filling. */
function plate(brush: Brush, coat: Coat, radius: number): string {
  const red = hex(color(brush.between(-8, 8), brush.between(0.5, 0.85), brush.between(0.3, 0.48)));
  const fill = brush.chance(0.4) ? red : brush.pick([coat.dark, coat.dark, coat.base]);
  const border = radius * brush.between(0.06, 0.11);
  return [
    element("path", { d: octagon(radius), fill: coat.pale, stroke: coat.ink, "stroke-width": 1.4 }),
    element("path", { d: octagon(radius - border), fill }),
  ].join("");
}

/** The word, with a thin dark edge that keeps it legible on a light plate. */
function letters(brush: Brush, coat: Coat, radius: number): string {
  const size = radius * brush.between(0.52, 0.72);
  const width = radius * brush.between(0.21, 0.24);
  const weight = radius * brush.between(0.1, 0.125);
  return [
    element("g", { opacity: 0.7 }, word("STOP", size, width, weight, coat.ink, 1.3)),
    word("STOP", size, width, weight, coat.pale),
  ].join("");
}

/** A few rust spots on a worn sign, and a bolt above and below the word. */
function wear(brush: Brush, coat: Coat, radius: number): string {
  const bolt = (y: number): string =>
    element("circle", { cx: 0, cy: y, r: 1.3, fill: coat.light, stroke: coat.ink, "stroke-width": 0.6 });
  const spots = brush.chance(0.4) ? brush.whole(2, 5) : 0;
  return [
    brush.chance(0.6) ? bolt(-radius * 0.72) + bolt(radius * 0.72) : "",
    ...Array.from({ length: spots }, () => {
      const [cx, cy] = polar(brush.between(0, 360), radius * brush.between(0.5, 0.82));
      const [rx, ry] = [brush.between(0.8, 2.4), brush.between(0.8, 2)];
      return element("ellipse", { cx, cy, rx, ry, fill: coat.ink, opacity: 0.35 });
    }),
  ].join("");
}

/** An octagon that stands on an edge. */
function octagon(size: number): string {
  return polygon(Array.from({ length: 8 }, (_, i) => polar(22.5 + 45 * i, size)));
}
