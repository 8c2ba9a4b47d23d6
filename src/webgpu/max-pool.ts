import { equal, where } from "../gradient/parts/arithmetic.js";
import { reshape } from "../gradient/parts/shape.js";
import { at, knownPads, reach, type Window } from "../gradient/parts/window.js";
import { int, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { elementCount } from "../graph/tensor.js";
import type { Value } from "../graph/types.js";

/** Less than any maximum of finite numbers, and finite: a convolution multiplies it by 0. */
const lowest = -3.4e38;

/**
 * The gradient of y = max pool(x) with any window over one or two axes: a convolution with one kernel for each place of the window
 * lays its elements side by side, the first that equals the maximum gets dy, and the adjoint puts it back. It takes no
 * indices, and as many times the memory of y as a window has places. `null` where sizes are not known before the run.
 */
export function maximaByPlace(g: Builder, dy: Value, x: Value, y: Value, window: Window): Value | null {
  const [sizes, counts] = [spatial(x), spatial(y)];
  const pads = knownPads(window);
  if (x.type.dtype !== "float32" || !pads || !sizes || !counts || sizes.length > 2) return null;
  const places = elementCount(window.kernel);
  const begin = sizes.map((_, axis) => at(pads, axis, 0));
  const whole = counts.map((count, axis) => at(window.strides, axis, 1) * (count - 1) + reach(window, axis));
  const sliding = { strides: ints(window.strides), dilations: ints(window.dilations) };
  const images = (value: Value, sizes: readonly number[]): Value =>
    reshape(g, value, g.ints([-1, 1, ...sizes]));

  const beyond = sizes.map((size, axis) => at(whole, axis, 0) - at(begin, axis, 0) - size);
  const padded = pad(g, images(x, sizes), begin, beyond, lowest);
  const kernels = g.floats(oneHots(places), [places, 1, ...window.kernel]);
  const elements = g.op("Conv", [padded, kernels], sliding);
  const ranks = g.floats(
    Array.from({ length: places }, (_, i) => places - i),
    [1, places, ...counts.map(() => 1)],
  );
  const rank = where(g, equal(g, elements, images(y, counts)), ranks, 0);
  const first = g.op("ReduceMax", [rank, g.ints([1])], { keepdims: int(1) });
  // A place that does not attain the maximum has rank 0, which the first one never has.
  const given = where(g, equal(g, rank, first), images(dy, counts), 0);
  const spread = g.op("ConvTranspose", [given, kernels], sliding);
  const ends = sizes.map((size, axis) => at(begin, axis, 0) + size);
  const axes = g.ints(sizes.map((_, axis) => axis + 2));
  const kept = g.op("Slice", [spread, g.ints(begin), g.ints(ends), axes]);
  const dx = pad(
    g,
    kept,
    sizes.map(() => 0),
    beyond.map((size) => -size),
    0,
  );
  const shape = x.type.shape ?? [];
  return reshape(g, dx, g.ints(shape.map((dim) => (typeof dim === "number" ? dim : -1))));
}

/** Spatial sizes, where they and the number of channels are known. */
function spatial({ type: { shape } }: Value): readonly number[] | null {
  const tail = shape?.slice(1) ?? [];
  return tail.length > 1 && tail.every((dim) => typeof dim === "number") ? tail.slice(1) : null;
}

/** Images with `value` added before and after their axes; what would be taken away stays. */
function pad(
  g: Builder,
  images: Value,
  before: readonly number[],
  after: readonly number[],
  value: number,
): Value {
  const amounts = [0, 0, ...before, 0, 0, ...after].map((amount) => Math.max(0, amount));
  return amounts.some((amount) => amount > 0)
    ? g.op("Pad", [images, g.ints(amounts), g.scalar(value)])
    : images;
}

/** One kernel for each place, with a 1 there. */
const oneHots = (places: number): number[] =>
  Array.from({ length: places * places }, (_, i) => (i % (places + 1) === 0 ? 1 : 0));
