import { int, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Attributes, Value } from "../../graph/types.js";
import { kernelProducts } from "./kernel-products.js";
import { shapeFrom } from "./shape.js";
import { stridedInput } from "./strided-input.js";
import { at, knownPads, reach, type Window } from "./window.js";

/** The spatial axes of a value behind batch and channel. */
export const spatialAxes = (window: Window): number[] => window.kernel.map((_, axis) => axis + 2);

/** The attributes of a Conv or ConvTranspose with the window's strides and dilations. */
export const sliding = (window: Window, group: number, pads: readonly number[]): Attributes => ({
  strides: ints(window.strides),
  dilations: ints(window.dilations),
  group: int(group),
  pads: ints(pads),
});

/** ∂/∂x of y = conv(x, w) applied to dy: [N, C, …] where w is [M, C/group, …]. Only the sizes of x matter. */
export function convInput(g: Builder, dy: Value, w: Value, x: Value, window: Window, group: number): Value {
  const pads = knownPads(window);
  if (pads === null || window.strides.some((stride) => stride > 1)) {
    const dense = group === 1 ? stridedInput(g, dy, turned(g, w, window, group), x, window) : null;
    return dense ?? transposed(g, dy, w, x, window, group);
  }
  // A convolution is much faster than its transpose, and the weight is turned around once, when a session is made.
  const rest = pads.map((pad, i) => reach(window, i % window.kernel.length) - 1 - pad);
  const around = rest.map((size) => Math.max(0, size));
  return g.op(
    "Conv",
    [trimmed(g, dy, window, rest), turned(g, w, window, group)],
    sliding(window, group, around),
  );
}

/** `dy` without its margins where padding is negative: there windows saw nothing but the padding of x. */
function trimmed(g: Builder, dy: Value, window: Window, padding: readonly number[]): Value {
  if (padding.every((size) => size >= 0)) return dy;
  const axes = spatialAxes(window);
  const starts = axes.map((_, i) => Math.max(0, -at(padding, i, 0)));
  const ends = axes.map((_, i) => Math.min(0, at(padding, i + axes.length, 0)) || toEnd);
  return g.op("Slice", [dy, g.ints(starts), g.ints(ends), g.ints(axes)]);
}

/** Beyond every size. */
const toEnd = 2 ** 31 - 1;

/** The same by ConvTranspose, which any stride allows. */
function transposed(g: Builder, dy: Value, w: Value, x: Value, window: Window, group: number): Value {
  const pads = knownPads(window);
  const begin = window.kernel.map((_, axis) => pads?.[axis] ?? 0);
  // How far x goes beyond the last window (or that beyond x). Unknown, it is less than a stride: what is too much is cut.
  const beyond = window.kernel.map((_, axis) => {
    const stride = at(window.strides, axis, 1);
    const [from, to] = [dy.type.shape?.[axis + 2], x.type.shape?.[axis + 2]];
    if (pads === null || typeof from !== "number" || typeof to !== "number") return stride - 1;
    return to + at(begin, axis, 0) - ((from - 1) * stride + reach(window, axis));
  });
  const full = g.op("ConvTranspose", [dy, w], {
    ...sliding(window, group, [...begin, ...beyond.map((size) => Math.max(0, -size))]),
    output_padding: ints(beyond.map((size) => Math.max(0, size))),
  });
  return crop(g, full, x, window, pads === null);
}

/** ∂/∂w of y = conv(x, w) applied to dy, in the shape of `w`. */
export function convWeight(g: Builder, dy: Value, w: Value, x: Value, window: Window, group: number): Value {
  const products = group === 1 ? kernelProducts(g, dy, w, x, window) : null;
  return products ?? exchangedConv(g, dy, w, x, window, group);
}

/** The same for any group and size: again a convolution, with batch and channels exchanged. */
function exchangedConv(g: Builder, dy: Value, w: Value, x: Value, window: Window, group: number): Value {
  const [padded, pads] = padding(g, x, window);
  const images = imagesFirst(g, padded, window, group);
  const swapped: Window = { ...window, strides: window.dilations, dilations: window.strides };
  const dw = g.op("Conv", [images, exchanged(g, dy, window)], sliding(swapped, group, pads));
  return crop(g, exchanged(g, dw, window), w, window, false);
}

/** ∂/∂b of y + b for a bias for each channel: [C]. */
export function convBias(g: Builder, dy: Value, window: Window): Value {
  return g.op("ReduceSum", [dy, g.ints([0, ...spatialAxes(window)])], { keepdims: int(0) });
}

/** `x` and the padding a convolution still has to add: padding computed at run time is added by a node. */
export function padding(g: Builder, x: Value, window: Window): [Value, readonly number[]] {
  const pads = knownPads(window);
  if (pads !== null) return [x, pads];
  const axes = g.ints(spatialAxes(window));
  return [g.op("Pad", [x, window.pads as Value, null, axes]), [...window.kernel, ...window.kernel].fill(0)];
}

/** The spatial part of `value` that has the sizes of `x`, from the beginning or from behind the window's padding. */
export function crop(g: Builder, value: Value, x: Value, window: Window, behindPadding: boolean): Value {
  const axes = spatialAxes(window);
  const [have, want] = [value.type.shape, x.type.shape];
  if (!behindPadding && have && want && axes.every((axis) => have[axis] === want[axis])) return value;
  const sizes = shapeFrom(g, [], x, 2);
  if (!behindPadding) return g.op("Slice", [value, g.ints(axes.map(() => 0)), sizes, g.ints(axes)]);
  const begin = g.op("Slice", [window.pads as Value, g.ints([0]), g.ints([axes.length])]);
  return g.op("Slice", [value, begin, g.op("Add", [begin, sizes]), g.ints(axes)]);
}

/** The weight [M, C/group, …] as [C, M/group, …], every spatial axis reversed. */
function turned(g: Builder, w: Value, window: Window, group: number): Value {
  const axes = spatialAxes(window).filter((axis) => window.kernel[axis - 2] !== 1);
  const back = axes.map((axis) => -1 - at(window.kernel, axis - 2, 1));
  const minus = g.ints(axes.map(() => -1));
  const reversed = axes.length === 0 ? w : g.op("Slice", [w, minus, g.ints(back), g.ints(axes), minus]);
  if (group === 1) return exchanged(g, reversed, window);
  const [outputs, inputs] = w.type.shape ?? [];
  if (outputs === group && inputs === 1) return reversed;
  const groups = g.op("Reshape", [reversed, shapeFrom(g, [group, -1], w, 1)]);
  const order = [0, 2, 1, ...spatialAxes(window).map((axis) => axis + 1)];
  const channels = g.op("Transpose", [groups], { perm: ints(order) });
  return g.op("Reshape", [channels, shapeFrom(g, [-1], channels, 2)]);
}

/** The first two axes exchanged. */
function exchanged(g: Builder, x: Value, window: Window): Value {
  return g.op("Transpose", [x], { perm: ints([1, 0, ...spatialAxes(window)]) });
}

/** [N, C, …] as [C/group, group·N, …], the images of one group after those of another. */
function imagesFirst(g: Builder, x: Value, window: Window, group: number): Value {
  if (group === 1) return exchanged(g, x, window);
  const groups = g.op("Reshape", [x, shapeFrom(g, [0, group, -1], x, 2)]);
  const order = [2, 1, 0, ...spatialAxes(window).map((axis) => axis + 1)];
  return g.op("Reshape", [g.op("Transpose", [groups], { perm: ints(order) }), shapeFrom(g, [0, -1], x, 2)]);
}
