import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { element, polar } from "../svg.js";

/** A blossom seen from the front: a ring or two of petals around a seeded middle; often a stem with leaves. */
export const flower: Species = {
  name: "flower",
  turn: 35,
  mirrored: true,
  draw: (brush, coat) => {
    const stemmed = brush.chance(0.5);
    const size = stemmed ? brush.between(29, 34) : brush.between(40, 46);
    const height = stemmed ? -15 : 0;
    const blossom = petals(brush, coat, size) + middle(brush, coat, size);
    return (
      (stemmed ? stem(brush, coat) : "") + element("g", { transform: `translate(0 ${height})` }, blossom)
    );
  },
};

function stem(brush: Brush, coat: Coat): string {
  const sway = brush.between(-8, 8);
  const leaf = (side: number, y: number): string =>
    element("path", {
      d: `M${sway * 0.5} ${y}Q${side * 12} ${y - 14} ${side * 25} ${y - 9}Q${side * 15} ${y + 5} ${sway * 0.5} ${y}Z`,
      ...{ fill: coat.accentDark, stroke: coat.ink, "stroke-width": 1.2 },
    });
  const line = { d: `M0 -10Q${sway} 20 ${sway * 0.4} 48`, fill: "none" };
  return [
    element("path", { ...line, stroke: coat.ink, "stroke-width": 5.6 }),
    element("path", { ...line, stroke: coat.accentDark, "stroke-width": 3.4 }),
    leaf(-1, brush.between(32, 40)),
    leaf(1, brush.between(28, 38)),
  ].join("");
}

function petals(brush: Brush, coat: Coat, size: number): string {
  const count = brush.whole(5, 13);
  const rings = brush.whole(1, 2);
  const pointed = brush.between(-0.25, 0.55);
  const start = brush.between(0, 360);
  return Array.from({ length: rings }, (_, ring) => {
    const length = size * (1 - ring * 0.3);
    const wide = Math.min(0.5, (ring === 0 ? 2.5 : 2.1) / count) * length;
    return Array.from({ length: count }, (_, i) => {
      const angle = start + ((i + ring / 2) * 360) / count + brush.between(-3, 3);
      const long = length * brush.between(0.93, 1);
      const shape =
        `M0 0C${wide * 1.1} ${-long * 0.3} ${wide * (1.25 - pointed)} ${-long * 0.95} 0 ${-long}` +
        `C${-wide * (1.25 - pointed)} ${-long * 0.95} ${-wide * 1.1} ${-long * 0.3} 0 0Z`;
      return element(
        "g",
        { transform: `rotate(${angle.toFixed(1)})` },
        element("path", {
          ...{ d: shape, fill: ring === 0 ? coat.base : coat.light, stroke: coat.ink, "stroke-width": 1.3 },
        }),
        element("path", { d: `M0 ${-long * 0.3}V${-long * 0.75}`, stroke: coat.dark, "stroke-width": 1.2 }),
      );
    }).join("");
  }).join("");
}

function middle(brush: Brush, coat: Coat, size: number): string {
  const radius = size * brush.between(0.22, 0.36);
  const seeds = Array.from({ length: 22 }, (_, i) => {
    const [cx, cy] = polar(i * 137.5, radius * 0.85 * Math.sqrt(i / 22));
    return element("circle", { cx, cy, r: radius * 0.09, fill: coat.accentDark });
  });
  return [
    element("circle", { cx: 0, cy: 0, r: radius, fill: coat.accent, stroke: coat.ink, "stroke-width": 1.5 }),
    ...seeds,
  ].join("");
}
