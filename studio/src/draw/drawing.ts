import { type Image, image } from "regard";

/** A line that was drawn, on a square of 1 × 1. */
export interface Stroke {
  /** A place in `colors`. */
  readonly color: number;
  readonly width: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What is drawn with; the first is the paper, which the eraser draws with. */
export const colors = [
  ...["#808080", "#ffffff", "#101010", "#d6402b", "#e8902c", "#f2d13c"],
  ...["#4c9a3f", "#2f8f9d", "#3567c4", "#7d4bb0", "#8a5a35", "#e79bb0"],
] as const;

/** Widths of the brush. */
export const widths = [0.03, 0.08, 0.2] as const;

/** Places that a point can have on each side, so that it is two characters long. */
const places = 36 ** 2 - 1;

/** A drawing as text for an address: each stroke a color, a width in hundredths and its points, two characters a number. */
export const writeDrawing = (strokes: readonly Stroke[]): string =>
  strokes
    .map(({ color, width, points }) =>
      [color, Math.round(100 * width), ...points.flat().map(placeOf)].map(pair).join(""),
    )
    .join(".");

const pair = (value: number): string => value.toString(36).padStart(2, "0");
const placeOf = (at: number): number => Math.round(Math.min(1, Math.max(0, at)) * places);

/** The strokes that a text names; what means nothing is left out. */
export function readDrawing(text: string): Stroke[] {
  return text.split(".").flatMap((written) => {
    if (!/^([0-9a-z]{4}){2,}$/.test(written)) return [];
    const numbers = (written.match(/../g) ?? []).map((two) => Number.parseInt(two, 36));
    const [color = 0, width = 1, ...rest] = numbers;
    const points = Array.from({ length: rest.length / 2 }, (_, i) => {
      const [x = 0, y = 0] = rest.slice(2 * i, 2 * i + 2);
      return [x / places, y / places] as const;
    });
    return color < colors.length ? [{ color, width: width / 100, points }] : [];
  });
}

type Context = Pick<
  CanvasRenderingContext2D,
  | "fillStyle"
  | "fillRect"
  | "strokeStyle"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "quadraticCurveTo"
  | "stroke"
>;

/** Draws strokes over what is there, or on new paper. */
export function paintDrawing(
  context: Context,
  strokes: readonly Stroke[],
  width: number,
  height: number,
): void {
  context.fillStyle = colors[0];
  context.fillRect(0, 0, width, height);
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const { color, width: thick, points } of strokes) {
    context.strokeStyle = colors[color] ?? colors[0];
    context.lineWidth = thick * Math.min(width, height);
    context.beginPath();
    trace(
      context,
      points.map(([x, y]) => [x * width, y * height] as const),
    );
    context.stroke();
  }
}

/** A curve through the middles between points, which hides that a hand gives few of them. */
function trace(context: Context, points: readonly (readonly [number, number])[]): void {
  const [first] = points;
  if (!first) return;
  context.moveTo(...first);
  for (let i = 1; i < points.length - 1; i++) {
    const [[x, y] = first, [nextX, nextY] = first] = points.slice(i, i + 2);
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.lineTo(...(points.at(-1) ?? first));
}

/** The drawing as a picture of a size. */
export function drawn(
  text: string,
  { width, height }: { readonly width: number; readonly height: number },
): Image {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new RangeError("there is no canvas to draw on");
  paintDrawing(context, readDrawing(text), width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8ClampedArray(width * height * 3);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) data.set(rgba.subarray(j, j + 3), i);
  return image(width, height, data);
}
