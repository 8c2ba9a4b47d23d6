import { decimal } from "../image/figure/svg.js";

export { decimal, element } from "../image/figure/svg.js";

/** A point of the plane: x to the right, y downwards. */
export type Point = readonly [x: number, y: number];

/** Points joined by lines, as the `d` of a path. */
export function polyline(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${decimal(x)} ${decimal(y)}`).join("");
}

/** Points joined by lines and back to the first. */
export const polygon = (points: readonly Point[]): string => `${polyline(points)}Z`;

/** A smooth curve through the points (Catmull-Rom), open or closed. */
export function curve(points: readonly Point[], closed = false): string {
  const count = points.length;
  const at = (i: number): Point =>
    points[closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i))] as Point;
  const segments = Array.from({ length: closed ? count : count - 1 }, (_, i) => {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const first: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const second: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    return `C${[first, second, to].map(([x, y]) => `${decimal(x)} ${decimal(y)}`).join(" ")}`;
  });
  const [x, y] = at(0);
  return `M${decimal(x)} ${decimal(y)}${segments.join("")}${closed ? "Z" : ""}`;
}

/** The point at an angle in degrees, clockwise from the right, and a distance from `center`. */
export function polar(angle: number, radius: number, center: Point = [0, 0]): Point {
  const radians = (angle * Math.PI) / 180;
  return [center[0] + radius * Math.cos(radians), center[1] + radius * Math.sin(radians)];
}

/** The place and size of a whole scene. */
export const everything = { x: 0, y: 0, width: 100, height: 100 } as const;
