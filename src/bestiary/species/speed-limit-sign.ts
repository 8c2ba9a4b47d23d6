import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import { color, hex } from "../color.js";
import { word } from "../glyphs.js";
import { pole } from "../pole.js";
import type { Species } from "../species.js";
import { decimal, element, polar } from "../svg.js";

const limits = ["20", "30", "40", "50", "60", "70", "80", "90", "100", "120"] as const;

/** A pale disc with a thick ring and a number, on a post. Often the ring is red, but not always. */
export const speedLimitSign: Species = {
  name: "speed limit sign",
  turn: 14,
  mirrored: false,
  draw: (brush, coat) => {
    const radius = brush.between(30, 42);
    const middle = -46 + radius;
    const face = radius * brush.between(0.74, 0.82);
    const parts = [disc(brush, coat, radius, face), digits(brush, coat, face), wear(brush, coat, radius)];
    return (
      pole(brush, coat, middle) +
      element("g", { transform: `translate(0 ${decimal(middle)})` }, parts.join(""))
    );
  },
};

/** The outline, sometimes a pale edge, the ring and the face. */
function disc(brush: Brush, coat: Coat, radius: number, face: number): string {
  const red = hex(color(brush.between(-8, 8), brush.between(0.5, 0.85), brush.between(0.32, 0.5)));
  const ring = brush.chance(0.4) ? red : brush.pick([coat.base, coat.base, coat.dark]);
  // A light face within the base color would swallow the ring.
  const fill = ring === coat.base ? coat.pale : brush.pick([coat.pale, coat.light]);
  const edge = brush.chance(0.4) ? radius * 0.05 : 0;
  const outer = { fill: coat.pale, stroke: coat.ink, "stroke-width": 1.4 };
  return [
    element("circle", { cx: 0, cy: 0, r: radius, ...outer }),
    element("circle", { cx: 0, cy: 0, r: radius - Math.max(edge, 0.7), fill: ring }),
    element("circle", { cx: 0, cy: 0, r: face, fill }),
  ].join("");
}

/** The number, as large as the face allows. */
function digits(brush: Brush, coat: Coat, face: number): string {
  const limit = brush.pick(limits);
  const two = limit.length === 2;
  const width = face * (two ? brush.between(0.44, 0.52) : brush.between(0.3, 0.34));
  const weight = face * (two ? brush.between(0.17, 0.22) : brush.between(0.13, 0.16));
  return word(
    limit,
    face * (two ? brush.between(0.84, 1) : brush.between(0.72, 0.84)),
    width,
    weight,
    coat.ink,
  );
}

/** A few rust spots on a worn sign, near the ring. */
function wear(brush: Brush, coat: Coat, radius: number): string {
  const spots = brush.chance(0.4) ? brush.whole(2, 5) : 0;
  return Array.from({ length: spots }, () => {
    const [cx, cy] = polar(brush.between(0, 360), radius * brush.between(0.66, 0.92));
    const [rx, ry] = [brush.between(0.8, 2.4), brush.between(0.8, 2)];
    return element("ellipse", { cx, cy, rx, ry, fill: coat.ink, opacity: 0.35 });
  }).join("");
}
