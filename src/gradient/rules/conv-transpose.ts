import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { convBias, convWeight, crop, padding, sliding } from "../parts/convolution.js";
import { shapeFrom } from "../parts/shape.js";
import { at, attributesOf, kernelOf, reach, split, type Window } from "../parts/window.js";
import type { GradRule } from "../rule.js";

/** y is what a convolution with the same window would have made x of, so dx is that convolution of dy. */
export const ConvTranspose: GradRule = (g, dy, { node, inputs, wanted }) => {
  const [x, w] = inputs as [Value, Value];
  const group = attribute(node, "int", "group", 1);
  const window = windowUnder(g, node, x, kernelOf(node, w));
  return [
    wanted[0] ? transposedInput(g, dy, w, x, window, group) : null,
    wanted[1] ? convWeight(g, x, w, dy, window, group) : null,
    wanted[2] ? convBias(g, dy, window) : null,
  ];
};

function transposedInput(g: Builder, dy: Value, w: Value, x: Value, window: Window, group: number): Value {
  const [padded, pads] = padding(g, dy, window);
  const dx = g.op("Conv", [padded, w], sliding(window, group, pads));
  // Output padding of a stride or more makes room for windows that x has no element for.
  return crop(g, dx, x, window, false);
}

/** The window with auto_pad and output_shape turned into padding. */
function windowUnder(g: Builder, node: Node, x: Value, kernel: readonly number[]): Window {
  const window = attributesOf(node, kernel);
  const auto = attribute(node, "string", "auto_pad", "NOTSET");
  const asked = attribute(node, "ints", "output_shape", null)?.slice(-kernel.length) ?? null;
  const same = auto === "SAME_UPPER" || auto === "SAME_LOWER";
  if (asked === null && !same)
    return auto === "VALID" ? { ...window, pads: window.pads.map(() => 0) } : window;

  const extra = attribute(node, "ints", "output_padding", []);
  /** What the output is longer than stride · (size − 1). */
  const tail = kernel.map((_, axis) => at(extra, axis, 0) + reach(window, axis));
  const lower = auto === "SAME_UPPER" ? 0 : 1;
  const totals = kernel.map((_, axis) => {
    const stride = at(window.strides, axis, 1);
    if (asked === null) return at(tail, axis, 0) - stride;
    const size = x.type.shape?.[axis + 2];
    return typeof size === "number" ? stride * (size - 1) + at(tail, axis, 0) - at(asked, axis, 0) : null;
  });
  if (totals.every((total) => total !== null)) {
    const clamped = totals.map((total) => Math.max(0, total));
    const begin = clamped.map((total) => Math.floor((total + lower) / 2));
    return { ...window, pads: [...begin, ...clamped.map((total, axis) => total - at(begin, axis, 0))] };
  }
  const last = g.op("Mul", [g.op("Sub", [shapeFrom(g, [], x, 2), g.ints([1])]), g.ints(window.strides)]);
  const over = g.ints(tail.map((size, axis) => size - at(asked ?? [], axis, 0)));
  return { ...window, pads: split(g, g.op("Max", [g.op("Add", [last, over]), g.ints([0])]), lower) };
}
