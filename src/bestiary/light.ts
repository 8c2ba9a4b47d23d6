import type { Brush } from "./brush.js";
import { color, hex } from "./color.js";
import { element, everything, polar } from "./svg.js";

/** The light of a scene, laid over all of it: bright on one side, dark on the other, and its own tint. */
export function light(brush: Brush): string {
  const id = brush.id();
  const angle = brush.between(0, 360);
  const [[x1, y1], [x2, y2]] = [polar(angle, 0.5, [0.5, 0.5]), polar(angle + 180, 0.5, [0.5, 0.5])];
  const tint = color(brush.pick([35, 35, 210, 210, 0, 120, 280]), 0.7, brush.between(0.25, 0.75));
  const dimming = brush.chance(0.3) ? brush.between(0.1, 0.4) : 0;
  return [
    element(
      "linearGradient",
      { id, x1, y1, x2, y2 },
      stop(0, "#ffffff", brush.between(0, 0.28)),
      stop(0.5, "#808080", 0),
      stop(1, "#000000", brush.between(0, 0.42)),
    ),
    element("rect", { ...everything, fill: hex(tint), opacity: brush.between(0, 0.16) }),
    element("rect", { ...everything, fill: "#000000", opacity: dimming }),
    element("rect", { ...everything, fill: `url(#${id})` }),
  ].join("");
}

const stop = (offset: number, of: string, opacity: number): string =>
  element("stop", { offset, "stop-color": of, "stop-opacity": opacity });
