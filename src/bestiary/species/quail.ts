import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polar } from "../svg.js";

/** A plump bird from the side: small head, a plume that nods forward, scalloped wing, short tail, thin legs. */
export const quail: Species = {
  name: "quail, bird",
  turn: 25,
  mirrored: true,
  draw: (brush, coat) => {
    const shape = drawShape(brush);
    return [
      legs(brush, coat, shape),
      tail(brush, coat, shape),
      plume(brush, coat, shape),
      body(brush, coat, shape),
      wing(brush, coat, shape),
      face(brush, coat, shape),
    ].join("");
  },
};

/** Where the body and the head are, and how large. */
interface Shape {
  readonly center: Point;
  readonly long: number;
  readonly deep: number;
  readonly head: Point;
  readonly size: number;
}

function drawShape(brush: Brush): Shape {
  const [long, deep] = [brush.between(27, 31), brush.between(21, 25)];
  const center: Point = [-1, 33 - deep + brush.between(-3, 0)];
  const head: Point = [center[0] + long * brush.between(0.72, 0.9), brush.between(-22, -17)];
  return { center, long, deep, head, size: brush.between(9, 11) };
}

/** The point of the body at these fractions of its half length and half depth. */
const at = ({ center, long, deep }: Shape, u: number, v: number): Point => [
  center[0] + u * long,
  center[1] + v * deep,
];

function legs(brush: Brush, coat: Coat, shape: Shape): string {
  const thickness = brush.between(2, 3);
  const stride = brush.between(5, 9);
  const color = brush.pick([coat.accent, coat.dark, coat.accentLight]);
  return [-1, 1]
    .map((side) => {
      const [x, y] = at(shape, 0.1, 0.8);
      const [hip, foot] = [x + side * 5, x + side * stride];
      const bone = curve([
        [hip, y],
        [hip - 1.5, (y + 44) / 2],
        [foot, 44],
      ]);
      const toes = `M${foot - 5} 45.5L${foot} 43.5L${foot + 8} 45.5M${foot} 43.5L${foot + 8} 42`;
      const stroke = { d: bone + toes, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
      return [
        element("path", { ...stroke, stroke: coat.ink, "stroke-width": thickness + 1.6 }),
        element("path", { ...stroke, stroke: color, "stroke-width": thickness }),
      ].join("");
    })
    .join("");
}

/** A few short feathers, fanned out behind. */
function tail(brush: Brush, coat: Coat, shape: Shape): string {
  const count = brush.whole(3, 4);
  const droop = brush.between(-18, 12);
  const reach = brush.between(20, 24);
  const root = at(shape, -0.72, -0.02);
  return Array.from({ length: count }, (_, i) => {
    const angle = 180 - droop + (i - (count - 1) / 2) * -11;
    const d = curve(
      [
        root,
        polar(angle - 14, reach * 0.7, root),
        polar(angle, reach, root),
        polar(angle + 14, reach * 0.7, root),
      ],
      true,
    );
    return element("path", { d, fill: i % 2 ? coat.base : coat.dark, stroke: coat.ink, "stroke-width": 1.2 });
  }).join("");
}

/** The topknot: a stalk from the crown that swells to a drop and curls forward. */
function plume(brush: Brush, coat: Coat, { head, size }: Shape): string {
  const [x, y] = [head[0] + size * 0.1, head[1] - size * 0.8];
  const rise = y + brush.between(44, 47);
  const lean = brush.between(9, 13);
  const drop = brush.between(0.3, 0.55);
  const points: Point[] = [
    [x - 2, y + 2],
    [x - 1, y - rise * 0.6],
    [x + lean * 0.55, y - rise],
    [x + lean * 1.15, y - rise * 0.8],
    [x + lean * 1.25, y - rise * drop],
    [x + lean * 0.7, y - rise * drop * 0.9],
    [x + lean * 0.45, y - rise * 0.55],
    [x + 2.5, y + 2],
  ];
  const fill = brush.pick([coat.ink, coat.dark, coat.accentDark]);
  return element("path", { d: curve(points, true), fill, stroke: coat.ink, "stroke-width": 1.2 });
}

/** Body and head in one outline, with the belly scaled or streaked. */
function body(brush: Brush, coat: Coat, shape: Shape): string {
  const { head, size } = shape;
  const outline = curve(
    [
      polar(-100, size, head),
      polar(-45, size, head),
      polar(10, size, head),
      polar(60, size, head),
      at(shape, 1, -0.1),
      at(shape, 0.86, 0.55),
      at(shape, 0.4, 0.96),
      at(shape, -0.2, 0.98),
      at(shape, -0.75, 0.6),
      at(shape, -1.08, 0.02),
      at(shape, -0.75, -0.5),
      at(shape, -0.15, -0.86),
      polar(165, size * 1.15, head),
      polar(205, size, head),
    ],
    true,
  );
  const clip = brush.id();
  return [
    element("clipPath", { id: clip }, element("path", { d: outline })),
    element("path", { d: outline, fill: coat.base }),
    element("g", { "clip-path": `url(#${clip})` }, breast(brush, coat, shape)),
    element("path", { d: outline, fill: "none", stroke: coat.ink, "stroke-width": 1.6 }),
  ].join("");
}

/** A lighter breast and belly, covered with rows of scales or dots, or bare. */
function breast(brush: Brush, coat: Coat, shape: Shape): string {
  const [cx, cy] = at(shape, brush.between(0.3, 0.5), brush.between(0.55, 0.75));
  const fill = brush.pick([coat.light, coat.light, coat.accentLight, coat.pale]);
  const ground = element("ellipse", { cx, cy, rx: shape.long * 0.95, ry: shape.deep * 0.8, fill });
  const pattern = brush.pick(["scales", "dots", "bare"]);
  if (pattern === "bare") return ground;
  const color = brush.pick([coat.dark, coat.accentDark, coat.accent]);
  const marks = [0, 1, 2, 3, 4].flatMap((row) =>
    Array.from({ length: 9 }, (_, i) => {
      const [x, y] = at(shape, -0.75 + i * 0.22 + (row % 2) * 0.11, 0.1 + row * 0.22);
      return pattern === "dots"
        ? element("circle", { cx: x, cy: y, r: 1.3, fill: color })
        : scallop([x, y], 3, 4, "none", color, 1.1);
    }),
  );
  return [ground, ...marks].join("");
}

/** A feather's rounded end, hanging from `point`. */
function scallop(
  [x, y]: Point,
  wide: number,
  deep: number,
  fill: string,
  stroke: string,
  width: number,
): string {
  const points: Point[] = [
    [x - wide, y],
    [x - wide * 0.7, y + deep * 0.75],
    [x, y + deep],
    [x + wide * 0.7, y + deep * 0.75],
    [x + wide, y],
  ];
  return element("path", { d: curve(points), fill, stroke, "stroke-width": width });
}

/** A folded wing that ends in a point toward the tail, its feathers in rows of scallops. */
function wing(brush: Brush, coat: Coat, shape: Shape): string {
  const low = brush.between(0.3, 0.48);
  const outline = curve(
    [
      at(shape, 0.42, -0.3),
      at(shape, 0.36, 0.14),
      at(shape, -0.1, low),
      at(shape, -0.7, low * 0.75),
      at(shape, -1.12, 0.12),
      at(shape, -0.7, -0.28),
      at(shape, -0.1, -0.56),
    ],
    true,
  );
  const [fill, feather] = brush.pick([
    [coat.dark, coat.base],
    [coat.accent, coat.accentLight],
    [coat.accentDark, coat.accent],
  ]);
  const clip = brush.id();
  const step = brush.between(0.2, 0.26);
  const rows = [0, 1, 2, 3, 4, 5, 6].flatMap((column) =>
    Array.from({ length: 6 }, (_, i) => {
      const point = at(shape, -1.05 + column * 0.24, -0.7 + i * step + (column % 2) * step * 0.5);
      return element("ellipse", {
        ...{ cx: point[0], cy: point[1], rx: shape.long * 0.19, ry: shape.deep * step * 0.52 },
        ...{ fill: feather, stroke: coat.ink, "stroke-width": 0.9 },
      });
    }),
  );
  return [
    element("clipPath", { id: clip }, element("path", { d: outline })),
    element("path", { d: outline, fill }),
    element("g", { "clip-path": `url(#${clip})` }, rows.join("")),
    element("path", { d: outline, fill: "none", stroke: coat.ink, "stroke-width": 1.5 }),
  ].join("");
}

/** Beak, eye, and a throat or a brow stripe. */
function face(brush: Brush, coat: Coat, { head, size }: Shape): string {
  const [x, y] = head;
  const from = x + size * 0.75;
  const long = brush.between(7, 9);
  const beak = `M${from} ${y - 3.5}Q${from + long * 0.8} ${y - 3} ${from + long} ${y + 3}Q${from + long * 0.4} ${y + 3.5} ${from} ${y + 4}Z`;
  const outline = { stroke: coat.ink, "stroke-width": 1.2, "stroke-linejoin": "round" };
  const mask = curve(
    [
      polar(15, size * 0.92, head),
      polar(60, size * 0.92, head),
      polar(120, size * 0.85, head),
      polar(150, size * 0.35, head),
      [x + size * 0.3, y + 1],
    ],
    true,
  );
  const brow = curve([
    polar(-35, size * 0.9, head),
    [x, y - size * 0.55],
    polar(190, size * 0.75, head),
    polar(140, size, head),
  ]);
  return [
    brush.chance(0.6)
      ? element("path", {
          d: mask,
          fill: brush.pick([coat.ink, coat.accentDark]),
          stroke: coat.pale,
          "stroke-width": 1.4,
        })
      : "",
    brush.chance(0.6)
      ? element("path", {
          d: brow,
          fill: "none",
          stroke: coat.pale,
          "stroke-width": 1.8,
          "stroke-linecap": "round",
        })
      : "",
    element("path", { d: beak, fill: brush.pick([coat.accent, coat.dark, coat.accentLight]), ...outline }),
    element("circle", { cx: x + size * 0.28, cy: y - size * 0.15, r: 2.7, fill: coat.pale }),
    element("circle", { cx: x + size * 0.32, cy: y - size * 0.15, r: 2, fill: coat.ink }),
  ].join("");
}
