import type { Brush } from "../brush.js";
import type { Coat } from "../coat.js";
import type { Species } from "../species.js";
import { curve, element, type Point } from "../svg.js";

/** A fish seen from the side: an oval body, a forked tail, fins, an eye. */
export const fish: Species = {
  name: "fish",
  turn: 30,
  mirrored: true,
  draw: (brush, coat) => {
    const height = brush.between(17, 29);
    const id = brush.id();
    const outline = bodyOutline(height);
    return [
      tail(brush, coat),
      fins(brush, coat, height),
      element("path", { d: outline, fill: coat.base, stroke: coat.ink, "stroke-width": 1.7 }),
      element("clipPath", { id }, element("path", { d: outline })),
      element("g", { "clip-path": `url(#${id})` }, pattern(brush, coat, height)),
      head(brush, coat),
    ].join("");
  },
};

const bodyOutline = (height: number): string =>
  curve(
    [
      [45, 1],
      [32, -height * 0.68],
      [10, -height],
      [-14, -height * 0.6],
      [-27, -4.5],
      [-27, 4.5],
      [-14, height * 0.6],
      [10, height],
      [32, height * 0.72],
    ],
    true,
  );

function tail(brush: Brush, coat: Coat): string {
  const [spread, fork] = [brush.between(15, 25), brush.between(-2, 9)];
  const points: Point[] = [
    [-24, 0],
    [-36, -spread * 0.7],
    [-47, -spread],
    [-46 + fork, 0],
    [-47, spread],
    [-36, spread * 0.7],
  ];
  return fin(coat, points) + rays(coat, [-27, 0], [-44, -spread * 0.7], [-42, 0], [-44, spread * 0.7]);
}

function fins(brush: Brush, coat: Coat, height: number): string {
  const [back, high] = [brush.between(-14, -4), brush.between(9, 17)];
  const upper: Point[] = [
    [24, -height * 0.8],
    [12, -height - high],
    [back, -height - high * 0.6],
    [-15, -height * 0.5],
  ];
  const lower: Point[] = [
    [6, height * 0.9],
    [-6, height + high * 0.8],
    [-14, height * 0.5],
  ];
  return fin(coat, upper) + fin(coat, lower);
}

const fin = (coat: Coat, points: readonly Point[]): string =>
  element("path", {
    d: curve(points, true),
    ...{ fill: coat.accent, stroke: coat.ink, "stroke-width": 1.4, "stroke-linejoin": "round" },
  });

const rays = (coat: Coat, [x, y]: Point, ...ends: readonly Point[]): string =>
  ends
    .map(([toX, toY]) =>
      element("path", {
        d: `M${x} ${y}L${toX} ${toY.toFixed(1)}`,
        stroke: coat.accentDark,
        "stroke-width": 1,
      }),
    )
    .join("");

/** Stripes, scales, a band, or a pale belly alone. */
function pattern(brush: Brush, coat: Coat, height: number): string {
  const belly = element("ellipse", { cx: 8, cy: height * 0.75, rx: 34, ry: height * 0.6, fill: coat.light });
  const kind = brush.whole(0, 3);
  if (kind === 0) {
    const count = brush.whole(2, 5);
    const stripes = Array.from({ length: count }, (_, i) => {
      const x = 18 - (i * 40) / count;
      const bend = brush.between(-5, 5);
      return element("path", {
        d: `M${x} ${-height - 4}Q${x + bend} 0 ${x} ${height + 4}`,
        ...{ stroke: coat.accent, "stroke-width": 30 / count / 1.5, fill: "none" },
      });
    });
    return belly + stripes.join("");
  }
  if (kind === 1) {
    const scales = Array.from({ length: 30 }, (_, i) => {
      const [column, line] = [i % 6, Math.floor(i / 6)];
      const [x, y] = [14 - column * 7 - (line % 2) * 3.5, (line - 2) * 7.5];
      return element("path", {
        d: `M${x} ${y - 3.5}q-6 3.5 0 7`,
        stroke: coat.dark,
        "stroke-width": 1.2,
        fill: "none",
      });
    });
    return belly + scales.join("");
  }
  if (kind === 2)
    return (
      belly +
      element("path", { d: "M30 -3Q0 -9 -30 0", stroke: coat.accent, "stroke-width": 6, fill: "none" })
    );
  return belly;
}

function head(brush: Brush, coat: Coat): string {
  const line = { stroke: coat.ink, fill: "none", "stroke-linecap": "round" };
  const eye = brush.between(3.6, 5);
  return [
    element("path", { d: "M22 -13Q16 0 22 13", ...line, "stroke-width": 1.6 }),
    element("path", { d: "M44 4Q39 6.5 37 5", ...line, "stroke-width": 1.5 }),
    element("path", {
      d: "M16 3Q4 2 3 12Q12 14 16 7Z",
      ...{ fill: coat.accentLight, stroke: coat.ink, "stroke-width": 1.2 },
    }),
    element("circle", { cx: 32, cy: -5, r: eye, fill: coat.pale, stroke: coat.ink, "stroke-width": 1 }),
    element("circle", { cx: 32.8, cy: -5, r: eye * 0.52, fill: coat.ink }),
  ].join("");
}
