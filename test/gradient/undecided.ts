import { attribute } from "../../src/graph/attributes.js";
import { numbers } from "../../src/graph/constants.js";
import type { Layer, Nudge } from "./nudged.js";

// Which decisions of a network float32 cannot make: whether a unit passes whose x is at the kink to the last digits, and
// which of nearly equal elements of a window is the largest.

/** How close to a kink is not told apart from it, as a part of the largest value of the layer. */
const blur = 1e-6;

/** A nudge over a kink, and how much it lets ½|residual|² grow to first order. */
export interface Undecided extends Nudge {
  readonly growth: number;
}

/** Every undecided element whose other decision would make the residual smaller. */
export function undecided(layers: readonly Layer[]): Undecided[] {
  return layers.flatMap((layer, i) => {
    const near = blur * (layer.x.data as Float32Array).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const found = layer.node.op === "MaxPool" ? ties(layer, near) : units(layer, near);
    return [...found].flatMap((one) => (one.growth < 0 ? [{ layer: i, ...one }] : []));
  });
}

type Found = Omit<Undecided, "layer">;

/** Units of a Relu or Clip, moved to the other side of a bound. */
function* units({ node, x, dy, tangent }: Layer, near: number): Generator<Found> {
  const [low, high] = node.op === "Relu" ? [0, Number.POSITIVE_INFINITY] : bounds(node);
  const [xs, dys] = [x.data, dy.data] as [Float32Array, Float32Array];
  for (const [at, value] of xs.entries()) {
    const bound = Math.abs(value - low) < near ? low : Math.abs(value - high) < near ? high : null;
    if (bound === null || bound === value) continue;
    const passed = (dys[at] ?? 0) * (tangent[at] ?? 0);
    yield { at, by: 2 * (bound - value), growth: value > low && value < high ? -passed : passed };
  }
}

const bounds = ({ inputs }: Layer["node"]): [number, number] =>
  [inputs[1], inputs[2]].map((bound) => bound?.constant && numbers(bound.constant)[0]) as [number, number];

/** Elements of windows [N, C, H, W] that are nearly the first largest one, moved above it. */
function* ties({ node, x, dy, tangent }: Layer, near: number): Generator<Found> {
  const [xs, dys] = [x.data, dy.data] as [Float32Array, Float32Array];
  for (const [window, dyOf] of dys.entries()) {
    if (dyOf === 0) continue;
    const elements = elementsOf(node, window, x.dims, dy.dims);
    const first = elements.reduce((best, at) => ((xs[at] ?? 0) > (xs[best] ?? 0) ? at : best));
    for (const at of elements) {
      const largest = xs[first] ?? 0;
      const below = largest - (xs[at] ?? 0);
      if (at === first || below >= near) continue;
      // Two units in the last place.
      yield {
        at,
        by: below + Math.abs(largest) * 2 ** -22,
        growth: dyOf * ((tangent[at] ?? 0) - (tangent[first] ?? 0)),
      };
    }
  }
}

/** The elements of a window, in row-major order, as places in x. */
function elementsOf(
  node: Layer["node"],
  window: number,
  from: readonly number[],
  to: readonly number[],
): number[] {
  const [height = 1, width = 1] = from.slice(2);
  const [rows = 1, columns = 1] = to.slice(2);
  const [kernelHeight = 1, kernelWidth = 1] = attribute(node, "ints", "kernel_shape", []);
  const [down = 1, right = 1] = attribute(node, "ints", "strides", []);
  const [above = 0, left = 0] = attribute(node, "ints", "pads", []);
  const plane = Math.floor(window / (rows * columns)) * height * width;
  const top = (Math.floor(window / columns) % rows) * down - above;
  const start = (window % columns) * right - left;
  const elements: number[] = [];
  for (let y = Math.max(top, 0); y < Math.min(top + kernelHeight, height); y++) {
    for (let x = Math.max(start, 0); x < Math.min(start + kernelWidth, width); x++)
      elements.push(plane + y * width + x);
  }
  return elements;
}
