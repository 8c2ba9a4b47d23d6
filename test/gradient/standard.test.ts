import { expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { float, int, ints, string } from "../../src/graph/attributes.js";
import { away, data, distinct, parameter, type Row, someDims, uniform } from "./case.js";
import { checkRow } from "./harness.js";

// What the standard defines and ONNX Runtime's CPU provider refuses; another runtime may not.

const rows: Partial<Record<keyof typeof rules, Row>> = {
  // A window over an even number of channels has one more after the middle than before it.
  LRN: {
    make: (r) => {
      const dims = [r.int(1, 2), r.int(1, 6), ...someDims(r, r.int(1, 3), 3)];
      const attributes = { size: int(r.pick([2, 4])), alpha: float(1.5), beta: float(0.6) };
      return { inputs: [data(dims, uniform(r, dims))], attributes };
    },
  },
  // Output padding of a stride and more.
  ConvTranspose: {
    make: (r) => {
      const dims = [1, 2, r.int(1, 4)];
      const w = [2, 1, r.int(1, 3)];
      const attributes = { dilations: ints([3]), strides: ints([r.int(1, 2)]), output_padding: ints([2]) };
      return { inputs: [data(dims, uniform(r, dims)), parameter(w, uniform(r, w))], attributes };
    },
  },
  // A SAME window that leaves gaps of one element.
  MaxPool: {
    make: (r) => {
      const dims = [1, 2, r.int(1, 7), r.int(1, 7)];
      return { inputs: [data(dims, distinct(r, dims))], attributes: gaps(r.chance()) };
    },
  },
  AveragePool: {
    make: (r) => {
      const dims = [1, 2, r.int(1, 7), r.int(1, 7)];
      return { inputs: [data(dims, uniform(r, dims))], attributes: gaps(r.chance()) };
    },
  },
  LpPool: {
    make: (r) => {
      const dims = [1, 1, r.int(4, 8)];
      const attributes = {
        kernel_shape: ints([r.int(2, 3)]),
        strides: ints([r.int(2, 3)]),
        pads: ints([1, 1]),
        ceil_mode: int(1),
      };
      return { inputs: [data(dims, away(r, dims, [0]))], attributes };
    },
  },
  // Cubic along one axis, or three.
  Resize: {
    count: 8,
    make: (r) => {
      const dims = [1, 2, ...r.ints(r.pick([1, 3]), 2, 3)];
      const sizes = [1, 2, ...dims.slice(2).map(() => r.int(1, 4))];
      const target = parameter([sizes.length], sizes);
      return {
        inputs: [data(dims, uniform(r, dims)), null, null, { ...target, role: "constant", dtype: "int64" }],
        attributes: { mode: string("cubic") },
      };
    },
  },
};

const gaps = (upper: boolean) => ({
  kernel_shape: ints([1, 2]),
  strides: ints([2, 3]),
  auto_pad: string(upper ? "SAME_UPPER" : "SAME_LOWER"),
});

for (const [op, row] of Object.entries(rows)) {
  test(op, async () => {
    const { failures } = await checkRow(op, row, rules);
    expect(failures.slice(0, 4), `${failures.length} fail`).toEqual([]);
  });
}
