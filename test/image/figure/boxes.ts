/** A rectangle that a line of text covers. */
export interface TextBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The extents of every line of text in a figure, computed from its outlines alone. */
export function textBoxes(svg: string): TextBox[] {
  return [...svg.matchAll(/<path transform="([^"]+)" fill="[^"]+" d="([^"]+)"/g)].map(([, transform, d]) => {
    const points = pointsOf(d as string).map((point) => place(transform as string, point));
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  });
}

export function overlap(a: TextBox, b: TextBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

type Point = [x: number, y: number];

/** Corners and control points of a path of the commands M, m, l, q, c and z. */
function pointsOf(d: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  let start: Point = [0, 0];
  for (const [, command, numbers = ""] of d.matchAll(/([Mmlqcz])([^Mmlqcz]*)/g)) {
    const values = [...numbers.matchAll(/-?[\d.]+/g)].map(Number);
    if (command === "z") {
      [x, y] = start;
      continue;
    }
    const origin: Point = command === "M" ? [0, 0] : [x, y];
    for (let i = 0; i < values.length; i += 2) {
      [x, y] = [origin[0] + (values[i] as number), origin[1] + (values[i + 1] as number)];
      if (command !== "M") points.push([x, y]);
    }
    if (command === "m") start = [x, y];
  }
  return points;
}

/** Applies a list of translate, rotate(-90) and scale, the last one first. */
function place(transform: string, point: Point): Point {
  const steps = [...transform.matchAll(/(\w+)\(([^)]+)\)/g)].reverse();
  return steps.reduce(([x, y]: Point, [, name, text = ""]): Point => {
    const [a = 0, b = 0] = text.split(" ").map(Number);
    if (name === "scale") return [x * a, y * a];
    if (name === "translate") return [x + a, y + b];
    if (name === "rotate" && a === -90) return [y, -x];
    throw new Error(`${name}(${text}) is not expected in a figure`);
  }, point);
}
