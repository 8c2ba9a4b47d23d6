import type { Brush } from "./brush.js";
import type { Coat } from "./coat.js";
import { element } from "./svg.js";

/** The post of a sign, from behind its plate down to the lower edge. */
export function pole(brush: Brush, coat: Coat, from: number): string {
  const width = brush.between(3.2, 5.5);
  const place = { x: -width / 2, y: from, width, height: 49 - from };
  return [
    element("rect", { ...place, fill: brush.pick([coat.accentDark, coat.dark, coat.ink]) }),
    element("rect", { ...place, width: width * 0.35, fill: coat.pale, opacity: 0.55 }),
  ].join("");
}
