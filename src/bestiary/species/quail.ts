import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point, polygon } from "../svg.js";

/** A plump bird seen from the side: a small head with a plume, a scalloped wing, two legs. */
export const quail: Species = {
  name: "quail, bird",
  turn: 22,
  mirrored: true,
  draw: (brush, coat) => {
    const plump = brush.between(0.9, 1.12);
    const head: Point = [24 + brush.between(-3, 3), -23 + brush.between(-3, 3)];
    return [
      legs(brush, coat),
      tail(brush, coat),
      body(coat, plump, head),
      wing(brush, coat),
      plume(brush, coat, head),
      face(brush, coat, head),
    ].join("");
  },
};

const outlined = (coat: Coat) => ({ stroke: coat.ink, "stroke-width": 1.5, "stroke-linejoin": "round" });

function legs(brush: Brush, coat: Coat): string {
  const stride = brush.between(4, 9);
  return [-stride, stride]
    .map((x) => {
      const foot = x + brush.between(-3, 3);
      const lines = `M${x * 0.7} 22L${foot} 42M${foot} 42l8 2M${foot} 42l5 4M${foot} 42l-6 2`;
      return [coat.ink, coat.accent]
        .map((stroke, i) =>
          element("path", {
            d: lines,
            stroke,
            "stroke-width": 3.2 - i * 1.5,
            fill: "none",
            "stroke-linecap": "round",
          }),
        )
        .join("");
    })
    .join("");
}

function tail(brush: Brush, coat: Coat): string {
  const [length, droop] = [brush.between(16, 24), brush.between(-4, 10)];
  const points: Point[] = [
    [-20, -6],
    [-24 - length, droop - 4],
    [-25 - length, droop + 3],
    [-22 - length * 0.9, droop + 8],
    [-16, 14],
  ];
  return element("path", { d: polygon(points), fill: coat.dark, ...outlined(coat) });
}

function body(coat: Coat, plump: number, [headX, headY]: Point): string {
  const points: Point[] = [
    [headX - 8, headY - 6],
    [4, -17 * plump],
    [-20, -8],
    [-28, 6],
    [-14, 24 * plump],
    [8, 26 * plump],
    [26, 10],
    [headX + 5, headY + 9],
  ];
  const breast: Point[] = [
    [24, -6],
    [25, 8],
    [10, 22 * plump],
    [-6, 23 * plump],
    [8, 10],
  ];
  return [
    element("path", { d: curve(points, true), fill: coat.base, ...outlined(coat) }),
    element("path", { d: curve(breast, true), fill: coat.light }),
  ].join("");
}

/** Rows of round feathers. */
function wing(brush: Brush, coat: Coat): string {
  const shape: Point[] = [
    [12, -8],
    [-8, -12],
    [-32, 2],
    [-22, 12],
    [0, 13],
  ];
  const feathers = Array.from({ length: 3 }, (_, rank) =>
    Array.from({ length: 4 }, (_, i) => {
      const [x, y] = [6 - i * 8 - rank * 3, -5 + rank * 6 + i * 1.2];
      return element("path", {
        d: `M${x} ${y}q-3 6 -7 3`,
        ...{ fill: "none", stroke: rank === 1 ? coat.accentLight : coat.ink, "stroke-width": 1.4 },
      });
    }).join(""),
  );
  const fill = brush.pick([coat.dark, coat.accent, coat.accentDark]);
  return [element("path", { d: curve(shape, true), fill, ...outlined(coat) }), ...feathers].join("");
}

/** The curl on the head that no other bird has. */
function plume(brush: Brush, coat: Coat, [x, y]: Point): string {
  const [height, lean] = [brush.between(11, 16), brush.between(4, 12)];
  const points: Point[] = [
    [x - 1, y - 8],
    [x + lean * 0.2, y - 8 - height],
    [x + lean, y - 9 - height],
    [x + lean + 3, y - 5 - height],
    [x + lean * 0.5, y - 4 - height * 0.7],
  ];
  return element("path", { d: curve(points, true), fill: coat.ink });
}

function face(brush: Brush, coat: Coat, [x, y]: Point): string {
  const size = brush.between(9.5, 11.5);
  const beak: Point[] = [
    [x + size * 0.8, y - 3],
    [x + size + 8, y + 2],
    [x + size * 0.8, y + 4],
  ];
  return [
    element("path", { d: polygon(beak), fill: coat.accentLight, ...outlined(coat) }),
    element("circle", { cx: x, cy: y, r: size, fill: coat.base, ...outlined(coat) }),
    brush.chance(0.6)
      ? element("path", {
          d: `M${x - 7} ${y - 5}Q${x + 2} ${y - 9} ${x + 8} ${y - 4}`,
          ...{ stroke: coat.pale, "stroke-width": 2, fill: "none" },
        })
      : "",
    element("circle", { cx: x + 3, cy: y - 1.5, r: 2.8, fill: coat.pale }),
    element("circle", { cx: x + 3.4, cy: y - 1.5, r: 1.8, fill: coat.ink }),
  ].join("");
}
