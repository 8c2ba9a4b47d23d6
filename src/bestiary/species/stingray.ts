import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polygon } from "../svg.js";

/** A ray seen from above: a kite with wide wings, eyes near the snout and a whip of a tail with a barb. */
export const stingray: Species = {
  name: "stingray, ray",
  turn: 180,
  mirrored: true,
  draw: (brush, coat) => {
    const shape = drawShape(brush);
    return [
      fins(coat, shape),
      tail(brush, coat, shape),
      disc(brush, coat, shape),
      eyes(brush, coat, shape),
    ].join("");
  },
};

/** The disc: snout and end on the middle line, wing tips beside it, and how round its edges are. */
interface Shape {
  readonly snout: number;
  readonly end: number;
  readonly span: number;
  readonly tip: number;
  readonly round: number;
}

function drawShape(brush: Brush): Shape {
  return {
    snout: brush.between(-47, -43),
    end: brush.between(2, 9),
    span: brush.between(38, 46),
    tip: brush.between(-23, -14),
    round: brush.between(0, 1),
  };
}

/** The disc's outline, from the snout around. */
function outlineOf({ snout, end, span, tip, round }: Shape): string {
  const right: Point[] = [
    [span * (0.2 + 0.06 * round), snout + (tip - snout) * (0.22 - 0.06 * round)],
    [span * (0.6 + 0.08 * round), snout + (tip - snout) * (0.62 - 0.1 * round)],
    [span * 0.94, tip - 2 - 2 * round],
    [span, tip + 3],
    [span * 0.9, tip + 6 + 3 * round],
    [span * (0.52 + 0.1 * round), tip + (end - tip) * (0.56 + 0.12 * round)],
    [span * 0.2, end - 2],
  ];
  const left = right.map(([x, y]): Point => [-x, y]).reverse();
  return curve([[0, snout], ...right, [0, end], ...left], true);
}

/** The two small lobes at the root of the tail. */
function fins(coat: Coat, { end }: Shape): string {
  return [-1, 1]
    .map((side) =>
      element("path", {
        d: curve(
          [
            [side * 1, end - 6],
            [side * 9, end - 1],
            [side * 9.5, end + 5],
            [side * 3, end + 5],
          ],
          true,
        ),
        ...{ fill: coat.dark, stroke: coat.ink, "stroke-width": 1.4 },
      }),
    )
    .join("");
}

/** The whip: thick at the root, thin at the end, swung to one side, with a barb part of the way down. */
function tail(brush: Brush, coat: Coat, { end }: Shape): string {
  const thickness = brush.between(2.4, 3.4);
  const swing = brush.between(3, 12);
  const hook = brush.between(-20, 34);
  const length = 46 - end;
  const spine = Array.from({ length: 13 }, (_, i): Point => {
    const t = i / 12;
    return [
      -swing * Math.sin(t * Math.PI * 1.1) + hook * t * t * t,
      end - 4 + (length + 4) * t ** (1 - 0.12 * t),
    ];
  });
  const edge = (side: number): Point[] =>
    spine.map(([x, y], i) => [x + side * thickness * (1 - (0.8 * i) / 12), y]);
  const whip = curve([...edge(-1), ...edge(1).reverse()], true);
  const [x, y] = spine[brush.whole(4, 6)] as Point;
  const [side, long] = [brush.pick([-1, 1]), brush.between(11, 15)];
  const barb = polygon([
    [x, y - 3],
    [x + side * 4.5, y + long * 0.3],
    [x + side * 3.7, y + long * 0.36],
    [x + side * 6.5, y + long * 0.6],
    [x + side * 5.6, y + long * 0.66],
    [x + side * 8, y + long],
    [x, y + 3.5],
  ]);
  const outline = { stroke: coat.ink, "stroke-width": 1.3, "stroke-linejoin": "round" };
  return [
    element("path", { d: barb, fill: coat.pale, ...outline }),
    element("path", { d: whip, fill: coat.dark, ...outline }),
  ].join("");
}

function disc(brush: Brush, coat: Coat, shape: Shape): string {
  const { snout, end, span, tip } = shape;
  const outline = outlineOf(shape);
  const clip = brush.id();
  const middle = (snout + end) / 2;
  const back = curve(
    [
      [0, snout + 6],
      [span * 0.24, snout + 16],
      [span * 0.3, middle + 2],
      [span * 0.1, end - 3],
      [0, end],
      [-span * 0.1, end - 3],
      [-span * 0.3, middle + 2],
      [-span * 0.24, snout + 16],
    ],
    true,
  );
  const rim = brush.chance(0.6)
    ? element("path", {
        d: outline,
        fill: "none",
        stroke: brush.pick([coat.dark, coat.light, coat.accent]),
        "stroke-width": brush.between(5, 9),
      })
    : "";
  return [
    element("clipPath", { id: clip }, element("path", { d: outline })),
    element("path", { d: outline, fill: coat.base }),
    element(
      "g",
      { "clip-path": `url(#${clip})` },
      [
        rim,
        element("path", { d: back, fill: coat.light, opacity: 0.6 }),
        folds(coat, span, tip),
        pattern(brush, coat, shape),
      ].join(""),
    ),
    element("path", {
      d: outline,
      fill: "none",
      stroke: coat.ink,
      "stroke-width": 1.6,
      "stroke-linejoin": "round",
    }),
  ].join("");
}

/** Where the wings meet the back. */
function folds(coat: Coat, span: number, tip: number): string {
  return [-1, 1]
    .map((side) => {
      const line = curve([
        [side * span * 0.3, tip - 8],
        [side * span * 0.36, tip + 2],
        [side * span * 0.26, tip + 14],
      ]);
      return element("path", {
        d: line,
        fill: "none",
        stroke: coat.dark,
        "stroke-width": 1.8,
        "stroke-linecap": "round",
      });
    })
    .join("");
}

/** Spots or rings in rows over the wings, the same on both, or thorns down the back. */
function pattern(brush: Brush, coat: Coat, { span, snout, end, tip }: Shape): string {
  const kind = brush.pick(["spots", "spots", "rings", "thorns"]);
  const color = brush.pick([coat.accent, coat.accentLight, coat.pale]);
  if (kind === "thorns") {
    return Array.from({ length: 6 }, (_, i) =>
      element("circle", {
        cx: 0,
        cy: snout + 22 + ((end - snout - 26) * i) / 5,
        r: 1.6,
        fill: color,
        stroke: coat.dark,
      }),
    ).join("");
  }
  const size = brush.between(1.6, 3.4);
  const rows = brush.whole(3, 5);
  return Array.from({ length: rows }, (_, row) => {
    const y = tip - 13 + (row * (end - tip + 6)) / rows;
    return Array.from({ length: 5 }, (_, i) => {
      const x = span * (0.1 + i * 0.18 + (row % 2) * 0.09) + brush.between(-1.5, 1.5);
      const [cy, r] = [y + brush.between(-2, 2), size * brush.between(0.75, 1.2)];
      if (x < 16 && cy < snout + 24) return "";
      const paint = kind === "rings" ? { fill: "none", stroke: color, "stroke-width": 1.4 } : { fill: color };
      return [-x, x].map((cx) => element("circle", { cx, cy, r, ...paint })).join("");
    }).join("");
  }).join("");
}

/** Two raised eyes, and behind each a spiracle. */
function eyes(brush: Brush, coat: Coat, { snout }: Shape): string {
  const [apart, size] = [brush.between(6, 8), brush.between(3, 3.8)];
  const y = snout + brush.between(13, 15);
  return [-1, 1]
    .map((side) =>
      [
        element("ellipse", {
          ...{
            cx: side * (apart + 0.8),
            cy: y + size * 2.1,
            rx: size * 0.6,
            ry: size * 0.95,
            fill: coat.ink,
          },
          transform: `rotate(${side * -20} ${side * (apart + 0.8)} ${y + size * 2.1})`,
        }),
        element("circle", {
          cx: side * apart,
          cy: y,
          r: size,
          fill: coat.pale,
          stroke: coat.ink,
          "stroke-width": 1.3,
        }),
        element("circle", { cx: side * (apart + 0.7), cy: y, r: size * 0.5, fill: coat.ink }),
      ].join(""),
    )
    .join("");
}
