import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { elementCount } from "../../graph/tensor.js";
import type { Node, Value } from "../../graph/types.js";
import { div } from "../parts/arithmetic.js";
import { crop, padding, sliding, spatialAxes } from "../parts/convolution.js";
import { boxKernel, spread } from "../parts/pool.js";
import { shapeFrom } from "../parts/shape.js";
import { at, kernelOf, knownPads, reach, type Window, windowOver } from "../parts/window.js";
import type { GradRule } from "../rule.js";

export const AveragePool: GradRule = (g, dy, { node, inputs }) => {
  const x = inputs[0] as Value;
  const window = windowOver(g, node, x, kernelOf(node, null));
  const counted = attribute(node, "int", "count_include_pad", 0) !== 0;
  const hanging = hangs(node, x, window);
  const full = counted || knownPads(window)?.every((pad) => pad === 0);
  if (full && !hanging.includes(true)) {
    const size = elementCount(window.kernel);
    return [spread(g, dy, x, window, 1 / size)];
  }
  return [spread(g, div(g, dy, counts(g, x, dy, window, counted, hanging)), x, window)];
};

/** For each axis, whether ceil_mode may let the last window hang over the end. */
function hangs(node: Node, x: Value, window: Window): boolean[] {
  const ceilMode = attribute(node, "int", "ceil_mode", 0) !== 0;
  return window.kernel.map((_, axis) => {
    const pads = knownPads(window);
    const size = x.type.shape?.[axis + 2];
    // Padding found at run time is that of auto_pad, with which the last window ends where the padding does.
    if (!ceilMode || pads === null) return false;
    if (typeof size !== "number") return at(window.strides, axis, 1) > 1;
    const room = size + at(pads, axis, 0) + at(pads, axis + window.kernel.length, 0) - reach(window, axis);
    return room % at(window.strides, axis, 1) !== 0;
  });
}

/** How many elements each window averages over, [1, 1, …]: the sums over windows of ones, beyond which come zeros. */
function counts(
  g: Builder,
  x: Value,
  dy: Value,
  window: Window,
  counted: boolean,
  hanging: readonly boolean[],
): Value {
  const ones = g.op("Expand", [g.scalar(1, dy), shapeFrom(g, [1, 1], x, 2)]);
  const [area, pads] = counted ? [border(g, ones, window), null] : padding(g, ones, window);
  const more = window.strides.map((stride, axis) => (hanging[axis] ? stride - 1 : 0));
  const around = [...more.map(() => 0), ...more].map((size, i) => size + at(pads ?? [], i, 0));
  const sums = g.op("Conv", [area, boxKernel(g, dy, window)], sliding(window, 1, around));
  return crop(g, sums, dy, window, false);
}

/** `ones` with its padding made of ones, too. */
function border(g: Builder, ones: Value, window: Window): Value {
  const pads = knownPads(window);
  const axes = g.ints(spatialAxes(window));
  return g.op("Pad", [ones, pads ? g.ints(pads) : (window.pads as Value), g.scalar(1, ones), axes]);
}
