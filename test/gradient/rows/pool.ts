import { int, ints } from "../../../src/graph/attributes.js";
import type { Attributes } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";
import { away, data, distinct, type Row, someDims, uniform } from "../case.js";
import { poolWindow, sizesFor } from "./window.js";

type Values = (r: Random, dims: readonly number[]) => number[];

const sliding = (
  values: Values,
  dilatedFrom: number,
  attributes: (r: Random) => Attributes,
  hangs = true,
): Row => ({
  count: 100,
  make: (r, opset) => {
    const window = poolWindow(r, r.int(1, 3), opset >= dilatedFrom);
    // Pools of whole blocks of channels are lowered in another way.
    const dims = [r.int(1, 2), r.pick([1, 2, 8]), ...sizesFor(r, window)];
    const ceil: Attributes = hangs && r.chance(0.4) ? { ceil_mode: int(1) } : {};
    return {
      inputs: [data(dims, values(r, dims))],
      attributes: { ...window.attributes, ...ceil, ...attributes(r), kernel_shape: ints(window.kernel) },
    };
  },
});

const global = (values: Values, attributes: (r: Random) => Attributes = () => ({})): Row => ({
  make: (r) => {
    const dims = someDims(r, r.int(3, 5), 3);
    return { inputs: [data(dims, values(r, dims))], attributes: attributes(r) };
  },
});

const nonzero: Values = (r, dims) => away(r, dims, [0]);
const norm = (r: Random): Attributes => (r.chance() ? { p: int(r.int(1, 3)) } : {});

/** Windows that are tiles and mostly fill the picture exactly: their first maxima are found without indices. */
const tiles: Row = {
  make: (r) => {
    const kernel = r.ints(r.int(1, 3), 1, 3);
    const rest = r.chance(0.2) ? 1 : 0;
    const dims = [r.int(1, 2), r.int(1, 2), ...kernel.map((size) => size * r.int(1, 3) + rest)];
    const attributes = { kernel_shape: ints(kernel), strides: ints(kernel) };
    return { inputs: [data(dims, distinct(r, dims), r.chance() ? [0] : undefined)], attributes };
  },
};

const either = (row: Row, other: Row): Row => ({
  ...row,
  make: (r, opset) => (r.chance(0.4) ? other : row).make(r, opset),
});

/** The second output, Indices, has no gradient. */
const withIndices = (row: Row): Row => ({
  ...row,
  make: (r, opset) =>
    r.chance(0.3)
      ? { ...row.make(r, opset), outputs: ["y", "indices"], differentiable: [0] }
      : row.make(r, opset),
});

export const pool = {
  AveragePool: sliding(
    (r, dims) => uniform(r, dims),
    19,
    (r) => (r.chance() ? { count_include_pad: int(1) } : {}),
  ),
  MaxPool: withIndices(
    either(
      sliding(distinct, 8, (r) => (r.chance(0.2) ? { storage_order: int(1) } : {})),
      tiles,
    ),
  ),
  // The shapes that ONNX infers for LpPool with ceil_mode have a window too many.
  LpPool: sliding(nonzero, 18, norm, false),
  GlobalAveragePool: global((r, dims) => uniform(r, dims)),
  GlobalMaxPool: global(distinct),
  // ONNX Runtime has no kernel for the one of opset 22.
  GlobalLpPool: { ...global(nonzero, norm), opsets: [18, 21] },
} satisfies Record<string, Row>;
