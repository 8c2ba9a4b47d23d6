import { sliding } from "../gradient/parts/convolution.js";
import { at, kernelOf, knownPads, reach, type Window, windowOver } from "../gradient/parts/window.js";
import type { GradRule } from "../gradient/rule.js";
import { Conv as standard } from "../gradient/rules/conv.js";
import { attribute } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { elementCount } from "../graph/tensor.js";
import type { Value } from "../graph/types.js";

/**
 * The rule by which the gradient of a convolution's input is a ConvTranspose where that is faster in WebAssembly. There a
 * convolution copies each element of its input once for each place of the kernel and multiplies matrices, where its transpose
 * multiplies first and adds up what comes out, so that the one with fewer channels there is the cheaper one.
 */
export const Conv: GradRule = (g, dy, op) => {
  const { node, inputs, wanted } = op;
  const [x, w] = inputs as [Value, Value];
  const dx = wanted[0] && attribute(node, "int", "group", 1) === 1 ? transposed(g, dy, w, x, node) : null;
  if (!dx) return standard(g, dy, op);
  const [, dw = null, db = null] = standard(g, dy, { ...op, wanted: [false, ...wanted.slice(1)] });
  return [dx, dw, db];
};

function transposed(
  g: Builder,
  dy: Value,
  w: Value,
  x: Value,
  node: Parameters<typeof windowOver>[1],
): Value | null {
  const window = windowOver(g, node, x, kernelOf(node, w));
  const pads = knownPads(window);
  const [sizes, counts] = [spatial(x), spatial(dy)];
  if (!pads || !sizes || !counts || !isFaster(w, window, pads)) return null;
  const full = g.op(
    "ConvTranspose",
    [dy, w],
    sliding(
      window,
      1,
      pads.map(() => 0),
    ),
  );
  const axes = sizes.map((_, axis) => axis + 2);
  const begin = axes.map((_, axis) => at(pads, axis, 0));
  const ends = sizes.map((size, axis) => at(begin, axis, 0) + size);
  const have = counts.map((count, axis) => at(window.strides, axis, 1) * (count - 1) + reach(window, axis));
  const beyond = ends.map((end, axis) => Math.max(0, end - at(have, axis, 0)));
  const zeros = [...begin.map(() => 0), ...beyond];
  const whole = zeros.some((count) => count > 0)
    ? g.op("Pad", [full, g.ints(zeros), null, g.ints(axes)])
    : full;
  const isCut = begin.some((count, axis) => count > 0 || at(have, axis, 0) > at(ends, axis, 0));
  return isCut ? g.op("Slice", [whole, g.ints(begin), g.ints(ends), g.ints(axes)]) : whole;
}

/** Padding is cut off afterwards, from channels that a transpose with padding would fill more slowly. */
function isFaster(w: Value, window: Window, pads: readonly number[]): boolean {
  const [outputs, inputs] = w.type.shape ?? [];
  if (typeof outputs !== "number" || typeof inputs !== "number") return false;
  if (window.strides.some((stride) => stride > 1)) return true;
  if (elementCount(window.kernel) === 1) return false;
  return pads.every((pad) => pad === 0) ? inputs <= outputs : 2 * inputs <= outputs;
}

function spatial({ type: { shape } }: Value): readonly number[] | null {
  const sizes = shape?.slice(2) ?? [];
  return sizes.length > 0 && sizes.every((size) => typeof size === "number" && size > 0)
    ? (sizes as number[])
    : null;
}
