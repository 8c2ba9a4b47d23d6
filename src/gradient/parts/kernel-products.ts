import { int, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { elementCount } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { reshape } from "./shape.js";
import { at, knownPads, type Window } from "./window.js";

/** With fewer channels a product has too few columns, and a convolution is faster. */
const fewestChannels = 8;

/** With more elements a kernel is large enough for a convolution, and the graph would grow long. */
const largestKernel = 25;

/**
 * ∂/∂w of y = conv(x, w) applied to dy as one matrix product for each element of the kernel: of dy [N, M, …] with the
 * part of x [N, C, …] that this element has met. Faster than a convolution with a kernel as large as the
 * picture; `null` where it is not, and where sizes are not known.
 */
export function kernelProducts(g: Builder, dy: Value, w: Value, x: Value, window: Window): Value | null {
  const { kernel } = window;
  const [outputs, channels] = w.type.shape ?? [];
  if (typeof outputs !== "number" || typeof channels !== "number") return null;
  if (channels < fewestChannels || elementCount(kernel) > largestKernel) return null;
  const parts = metParts(g, dy, x, window);
  if (!parts) return null;
  const rows = flat(g, dy);
  const each = parts.map((part) => {
    const columns = g.op("Transpose", [flat(g, part)], { perm: ints([0, 2, 1]) });
    return g.op("ReduceSum", [g.op("MatMul", [rows, columns]), g.ints([0])], { keepdims: int(0) });
  });
  const shape = g.ints([outputs, channels, ...kernel]);
  if (each.length === 1) return reshape(g, each[0] as Value, shape);
  const last = each.map((one) => g.op("Unsqueeze", [one, g.ints([2])]));
  return reshape(g, g.op("Concat", last, { axis: int(2) }), shape);
}

/** What of x each element of the kernel has met, in the shape of dy but for the channels. */
function metParts(g: Builder, dy: Value, x: Value, window: Window): Value[] | null {
  const { kernel, strides, dilations } = window;
  const pads = knownPads(window);
  if (!pads || pads.some((pad) => pad < 0)) return null;
  const isWhole = pads.every((pad) => pad === 0);
  if (isWhole && elementCount(kernel) === 1 && elementCount(strides) === 1) return [x];
  const sizes = dy.type.shape?.slice(2);
  if (!sizes?.every((size) => typeof size === "number")) return null;
  const axes = g.ints(kernel.map((_, axis) => axis + 2));
  const padded = isWhole ? x : g.op("Pad", [x, g.ints(pads), null, axes]);
  return offsets(kernel).map((offset) => {
    const starts = offset.map((step, axis) => step * at(dilations, axis, 1));
    const ends = starts.map((start, axis) => start + ((sizes[axis] ?? 1) - 1) * at(strides, axis, 1) + 1);
    return g.op("Slice", [padded, g.ints(starts), g.ints(ends), axes, g.ints(strides)]);
  });
}

/** Every place in a kernel, row by row. */
function offsets(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (begun, size) => begun.flatMap((offset) => Array.from({ length: size }, (_, i) => [...offset, i])),
    [[]],
  );
}

/** [N, C, …] as [N, C, elements]. */
function flat(g: Builder, x: Value): Value {
  return x.type.shape?.length === 3 ? x : reshape(g, x, g.ints([0, 0, -1]));
}
