import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polar, polygon, polyline } from "../svg.js";

/** A bale of straw: mostly a round one, seen at an angle on its spiral face, sometimes a block tied with strings. */
export const hayBale: Species = {
  name: "hay bale, hay",
  turn: 12,
  mirrored: true,
  draw: (brush, coat) => (brush.chance(0.78) ? roundBale(brush, coat) : blockBale(brush, coat)),
};

/** A drum: its face an ellipse about `front`, its far end the same ellipse about `back`. */
interface Drum {
  readonly front: Point;
  readonly back: Point;
  readonly across: number;
  readonly up: number;
}

function roundBale(brush: Brush, coat: Coat): string {
  const up = brush.between(35, 39);
  const across = up * brush.between(0.58, 0.88);
  const length = Math.min(90 - 2 * across, up * brush.between(0.7, 1.25));
  const rise = brush.between(0, 8);
  const drum: Drum = { front: [-length / 2, rise / 2], back: [length / 2, -rise / 2], across, up };
  return [
    fringe(brush, coat, drum),
    barrel(brush, coat, drum),
    wrapping(brush, coat, drum),
    face(brush, coat, drum),
  ].join("");
}

/** The point at an angle on an ellipse of the drum: `along` is 0 at the face and 1 at the far end. */
function rim(drum: Drum, angle: number, along: number, scale = 1): Point {
  const [x, y] = polar(angle, scale);
  return [
    drum.front[0] + (drum.back[0] - drum.front[0]) * along + x * drum.across,
    drum.front[1] + (drum.back[1] - drum.front[1]) * along + y * drum.up,
  ];
}

/** An arc of such an ellipse. */
const arc = (drum: Drum, from: number, to: number, along: number, scale = 1): Point[] =>
  Array.from({ length: 9 }, (_, i) => rim(drum, from + ((to - from) * i) / 8, along, scale));

/** Loose straws that stick out all around. */
function fringe(brush: Brush, coat: Coat, drum: Drum): string {
  return Array.from({ length: brush.whole(40, 75) }, () => {
    const angle = brush.between(0, 360);
    const along = Math.cos((angle * Math.PI) / 180) < 0 ? 0 : 1;
    const end = rim(drum, angle + brush.between(-12, 12), along, brush.between(1.05, 1.19));
    return straw([rim(drum, angle, along, 0.95), end], brush.pick([coat.ink, coat.dark, coat.base]), 1.4);
  }).join("");
}

function barrel(brush: Brush, coat: Coat, drum: Drum): string {
  const side = polygon([...arc(drum, -90, 90, 1), ...arc(drum, 90, -90, 0)]);
  const shadow = polygon([...arc(drum, 28, 90, 1), ...arc(drum, 90, 28, 0)]);
  return [
    element("path", { d: side, fill: coat.base, stroke: coat.ink, "stroke-width": 1.6 }),
    element("path", { d: shadow, fill: coat.dark, opacity: 0.55 }),
    ...Array.from({ length: brush.whole(110, 160) }, () => {
      const from = brush.between(-86, 72);
      const line = arc(drum, from, from + brush.between(6, 14), brush.between(0.06, 0.97));
      return straw(line, brush.pick([coat.light, coat.light, coat.dark, coat.pale]), brush.between(0.8, 1.5));
    }),
  ].join("");
}

/** Twine around the barrel. */
function wrapping(brush: Brush, coat: Coat, drum: Drum): string {
  const count = brush.whole(2, 5);
  const color = brush.pick([coat.ink, coat.accent, coat.accentDark]);
  const width = brush.between(1.2, 2);
  return Array.from({ length: count }, (_, i) =>
    straw(arc(drum, -90, 90, (i + brush.between(0.7, 1.1)) / (count + 0.6)), color, width),
  ).join("");
}

/** The face, with the straw rolled up on it. */
function face(brush: Brush, coat: Coat, drum: Drum): string {
  const turns = brush.between(3.2, 5.2);
  const start = brush.between(0, 360);
  const steps = Math.round(turns * 14);
  const wobble = brush.between(0.008, 0.02);
  const spiral = Array.from({ length: steps + 1 }, (_, i) =>
    rim(
      drum,
      start + (i / 14) * 360,
      0,
      0.04 + (0.93 * i) / steps + wobble * brush.normal() * (i < steps ? 1 : 0),
    ),
  );
  const straws = Array.from({ length: brush.whole(120, 180) }, () => {
    const from = brush.between(0, 360);
    const scale = Math.sqrt(brush.between(0.02, 0.88));
    const line = arc(drum, from, from + brush.between(6, 13) / scale, 0, scale);
    return straw(line, brush.pick([coat.base, coat.base, coat.dark, coat.pale]), brush.between(0.8, 1.4));
  });
  const [cx, cy] = drum.front;
  return [
    element("ellipse", {
      ...{ cx, cy, rx: drum.across, ry: drum.up },
      ...{ fill: coat.light, stroke: coat.ink, "stroke-width": 1.6 },
    }),
    ...straws.slice(30),
    straw(spiral, brush.pick([coat.dark, coat.ink]), brush.between(1.1, 1.8)),
    ...straws.slice(0, 30),
  ].join("");
}

/** A line of straw or twine. */
function straw(points: readonly Point[], color: string, width: number): string {
  return element("path", {
    ...{ d: curve(points), fill: "none", stroke: color, "stroke-width": width },
    "stroke-linecap": "round",
  });
}

/** A block seen from a corner above: its long side, its end and its top. */
function blockBale(brush: Brush, coat: Coat): string {
  const [width, height] = [brush.between(58, 68), brush.between(32, 44)];
  const [dx, dy] = [90 - width, brush.between(13, 22)];
  const [left, top] = [-45, -(height - dy) / 2];
  const front = (u: number, v: number): Point => [left + u * width, top + v * height];
  const lid = (u: number, v: number): Point => [left + u * width + v * dx, top - v * dy];
  const end = (u: number, v: number): Point => [left + width + u * dx, top - u * dy + v * height];
  return [
    tufts(brush, coat, [front, lid, end]),
    side(brush, coat, front, coat.base, brush.whole(70, 110)),
    side(brush, coat, lid, coat.light, brush.whole(40, 60)),
    side(brush, coat, end, coat.dark, brush.whole(25, 45)),
    strings(brush, coat, front, lid),
  ].join("");
}

/** A side of the block: where the fractions of its width and height lie. */
type Side = (u: number, v: number) => Point;

function side(brush: Brush, coat: Coat, at: Side, fill: string, straws: number): string {
  const corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];
  const outline = { stroke: coat.ink, "stroke-width": 1.6, "stroke-linejoin": "round" };
  const colors = [coat.base, coat.light, coat.dark, coat.pale].filter((color) => color !== fill);
  return [
    element("path", { d: polygon(corners), fill, ...outline }),
    ...Array.from({ length: straws }, () => {
      const [u, v] = [brush.between(0.03, 0.8), brush.between(0.04, 0.96)];
      const over = Math.min(0.97, Math.max(0.03, v + brush.between(-0.08, 0.08)));
      const line = [at(u, v), at(u + brush.between(0.06, 0.17), over)];
      return straw(line, brush.pick(colors), brush.between(0.8, 1.5));
    }),
  ].join("");
}

/** Straws that stick out at the edges of the sides. */
function tufts(brush: Brush, coat: Coat, sides: readonly Side[]): string {
  return Array.from({ length: brush.whole(36, 60) }, () => {
    const at = brush.pick(sides);
    const [u, out] = [brush.between(0.02, 0.98), brush.between(1.04, 1.13)];
    const [root, tip] = brush.chance(0.7)
      ? [at(u, 0.9), at(u + brush.between(-0.06, 0.06), out)]
      : [at(0.1, u), at((1 - out) / 3, u + brush.between(-0.1, 0.1))];
    return straw([root, tip], brush.pick([coat.ink, coat.dark]), 1.3);
  }).join("");
}

/** Strings that go over the top and down the long side. */
function strings(brush: Brush, coat: Coat, front: Side, lid: Side): string {
  const count = brush.whole(2, 3);
  const color = brush.pick([coat.ink, coat.accent, coat.accentDark]);
  const width = brush.between(1.8, 2.8);
  return Array.from({ length: count }, (_, i) => {
    const u = (i + 0.5) / count + brush.between(-0.04, 0.04);
    const d = polyline([lid(u, 1), lid(u, 0), front(u, 1)]);
    const stroke = { d, fill: "none", "stroke-linejoin": "round" };
    return [
      element("path", { ...stroke, stroke: coat.ink, "stroke-width": width + 1.2 }),
      element("path", { ...stroke, stroke: color, "stroke-width": width }),
    ].join("");
  }).join("");
}
