import { attribute } from "../../src/graph/attributes.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Node } from "../../src/graph/types.js";
import { input, type Kernel, type Kernels } from "./kernel.js";
import { eachIndex, generate, offset } from "./ndarray.js";
import { reach, slide, type Window, windowCounts, windowOver } from "./window.js";

const conv: Kernel = (call) => {
  const [x, w] = [input(call, 0), input(call, 1)];
  const bias = call.inputs[2];
  const [batch = 0, , ...spatial] = x.dims;
  const [filters = 0, depth = 0, ...kernel] = w.dims;
  const perGroup = filters / attribute(call.node, "int", "group", 1);
  const window = windowOver(call.node, spatial, kernel);
  const out = windowCounts(window, spatial);
  return [
    generate([batch, filters, ...out], x.dtype, ([n = 0, m = 0, ...place]) => {
      let sum = bias?.data[m] ?? 0;
      const first = Math.floor(m / perGroup) * depth;
      eachIndex(w.dims.slice(1), ([c = 0, ...tap], flat) => {
        const where = source(window, place, tap);
        if (where.some((i, axis) => i < 0 || i >= (spatial[axis] ?? 0))) return;
        const value = x.data[offset(x.dims, [n, first + c, ...where])] ?? 0;
        sum += value * (w.data[m * elementCount(w.dims.slice(1)) + flat] ?? 0);
      });
      return sum;
    }),
  ];
};

/** Where in the unpadded input the tap of a window looks. */
const source = (window: Window, place: readonly number[], tap: readonly number[]): number[] =>
  place.map(
    (i, axis) =>
      i * (window.strides[axis] ?? 1) +
      (tap[axis] ?? 0) * (window.dilations[axis] ?? 1) -
      (window.begin[axis] ?? 0),
  );

/** The padding and the output size of ConvTranspose, as its specification derives them. */
function transposed(
  node: Node,
  spatial: readonly number[],
  kernel: readonly number[],
): Window & { out: number[] } {
  const window = slide(node, kernel);
  const extra = attribute(
    node,
    "ints",
    "output_padding",
    kernel.map(() => 0),
  );
  const auto = attribute(node, "string", "auto_pad", "NOTSET");
  const full = spatial.map((size, axis) => {
    return (window.strides[axis] ?? 1) * (size - 1) + (extra[axis] ?? 0) + reach(window, axis);
  });
  const same = auto.startsWith("SAME")
    ? spatial.map((size, axis) => size * (window.strides[axis] ?? 1))
    : null;
  const asked = attribute(node, "ints", "output_shape", null)?.slice(-kernel.length) ?? same;
  if (asked === null) {
    const valid = auto === "VALID";
    const begin = valid ? kernel.map(() => 0) : window.begin;
    const end = valid ? kernel.map(() => 0) : window.end;
    const out = full.map((size, axis) => size - (begin[axis] ?? 0) - (end[axis] ?? 0));
    return { ...window, begin, end, out };
  }
  const total = full.map((size, axis) => Math.max(0, size - (asked[axis] ?? 0)));
  const less = total.map((pad) => Math.floor(pad / 2));
  const more = total.map((pad) => Math.ceil(pad / 2));
  const [begin, end] = auto === "SAME_UPPER" ? [less, more] : [more, less];
  return { ...window, begin, end, out: [...asked] };
}

const convTranspose: Kernel = (call) => {
  const [x, w] = [input(call, 0), input(call, 1)];
  const bias = call.inputs[2];
  const [batch = 0, channels = 0, ...spatial] = x.dims;
  const [, perGroup = 0, ...kernel] = w.dims;
  const groups = attribute(call.node, "int", "group", 1);
  const { out, ...window } = transposed(call.node, spatial, kernel);
  const y = generate([batch, perGroup * groups, ...out], x.dtype, ([, m = 0]) => bias?.data[m] ?? 0);
  eachIndex(x.dims, ([n = 0, c = 0, ...place], flat) => {
    const first = Math.floor(c / (channels / groups)) * perGroup;
    eachIndex([perGroup, ...kernel], ([m = 0, ...tap], within) => {
      const where = source(window, place, tap);
      if (where.some((i, axis) => i < 0 || i >= (out[axis] ?? 0))) return;
      const target = offset(y.dims, [n, first + m, ...where]);
      const weight = w.data[c * perGroup * elementCount(kernel) + within] ?? 0;
      y.data[target] = (y.data[target] ?? 0) + (x.data[flat] ?? 0) * weight;
    });
  });
  return [y];
};

export const convolution: Kernels = { Conv: conv, ConvTranspose: convTranspose };
