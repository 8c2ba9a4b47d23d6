import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { element, type Point, polygon } from "../svg.js";

/** A snake seen from above: a winding body that tapers to a tail, banded or with diamonds, a head with a forked tongue. */
export const snake: Species = {
  name: "snake",
  turn: 180,
  mirrored: true,
  draw: (brush, coat) => {
    const spine = brush.chance(0.65) ? winding(brush) : coil(brush);
    const thickness = brush.between(5, 7.2);
    return [
      body(coat, spine, thickness),
      pattern(brush, coat, spine, thickness),
      head(coat, spine, thickness),
    ].join("");
  },
};

const joints = 90;

/** From the tail to the neck in waves across the square. */
function winding(brush: Brush): Point[] {
  const [waves, width] = [brush.between(1.2, 2.1), brush.between(20, 32)];
  const phase = brush.between(0, Math.PI);
  return Array.from({ length: joints }, (_, i): Point => {
    const part = i / (joints - 1);
    const swing = width * (0.55 + 0.45 * Math.sin(Math.PI * part));
    return [swing * Math.sin(phase + part * waves * 2 * Math.PI), 42 - part * 76];
  });
}

/** From the tail within to the neck outside, in a spiral. */
function coil(brush: Brush): Point[] {
  const [turns, start] = [brush.between(1.5, 1.9), brush.between(0, 2 * Math.PI)];
  return Array.from({ length: joints }, (_, i): Point => {
    const part = i / (joints - 1);
    const angle = start + part * turns * 2 * Math.PI;
    const radius = 7 + 31 * part;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** The direction of the spine at a joint, of length 1. */
function along(spine: readonly Point[], i: number): Point {
  const [from, to] = [spine[Math.max(0, i - 1)] as Point, spine[Math.min(joints - 1, i + 1)] as Point];
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

/** How thick the snake is at a joint: thin at the tail, thickest in the middle, a little thinner at the neck. */
const girth = (i: number, thickness: number): number => {
  const part = i / (joints - 1);
  return thickness * Math.min(1, 0.12 + part * 2.4) * (part > 0.85 ? 1 - (part - 0.85) * 1.6 : 1);
};

/** A side of the body: `side` is −1 or 1, `part` how far out of the girth. */
const flank = (spine: readonly Point[], thickness: number, side: number, part = 1): Point[] =>
  spine.map(([x, y], i) => {
    const [dx, dy] = along(spine, i);
    const out = side * part * girth(i, thickness);
    return [x - dy * out, y + dx * out];
  });

function body(coat: Coat, spine: readonly Point[], thickness: number): string {
  const skin = (part: number): string =>
    polygon([...flank(spine, thickness, 1, part), ...flank(spine, thickness, -1, part).toReversed()]);
  return [
    element("path", {
      d: skin(1),
      fill: coat.base,
      stroke: coat.ink,
      "stroke-width": 2,
      "stroke-linejoin": "round",
    }),
    element("path", { d: skin(0.45), fill: coat.light, opacity: 0.5 }),
  ].join("");
}

/** Bands across, or diamonds along the back. */
function pattern(brush: Brush, coat: Coat, spine: readonly Point[], thickness: number): string {
  const every = brush.whole(6, 10);
  const diamonds = brush.chance(0.5);
  const [left, right] = [flank(spine, thickness, 1, 0.92), flank(spine, thickness, -1, 0.92)];
  const marks: string[] = [];
  for (let i = every; i < joints - 8; i += every) {
    const wide = Math.max(2, Math.floor(every * 0.3));
    const points = diamonds
      ? [left[i], spine[i + wide], right[i], spine[i - wide]]
      : [left[i], left[i + wide], right[i + wide], right[i]];
    const known = points.filter((point) => point !== undefined);
    marks.push(
      element("path", { d: polygon(known), fill: coat.accent, stroke: coat.accentDark, "stroke-width": 0.6 }),
    );
  }
  return marks.join("");
}

function head(coat: Coat, spine: readonly Point[], thickness: number): string {
  const [x, y] = spine[joints - 1] as Point;
  const [dx, dy] = along(spine, joints - 1);
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  const wide = thickness * 1.3;
  const eye = (side: number): string =>
    [
      element("circle", { cx: 6, cy: side * wide * 0.55, r: 2, fill: coat.pale }),
      element("circle", { cx: 6.5, cy: side * wide * 0.55, r: 1.2, fill: coat.ink }),
    ].join("");
  return element(
    "g",
    { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)})` },
    element("path", {
      d: "M12 0H19L23 -3M19 0L23 3",
      stroke: coat.accentDark,
      "stroke-width": 1.5,
      fill: "none",
    }),
    element("path", {
      d: `M-4 ${-wide * 0.7}Q4 ${-wide * 1.15} 10 ${-wide * 0.6}Q15 0 10 ${wide * 0.6}Q4 ${wide * 1.15} -4 ${wide * 0.7}Z`,
      ...{ fill: coat.base, stroke: coat.ink, "stroke-width": 1.6 },
    }),
    eye(-1),
    eye(1),
  );
}
