import { int } from "../../../src/graph/attributes.js";
import type { Random } from "../../oracle/random.js";
import { data, distinct, type Row, setting, someDims, uniform } from "../case.js";

type Values = (r: Random, dims: readonly number[]) => readonly number[];

/** Some axes, counted from either end; all of them where none are listed, or none with noop_with_empty_axes. */
function reduction(values: Values, withNoop = false): Row {
  return {
    make: (r) => {
      const dims = someDims(r, r.int(1, 4), 3);
      const rank = dims.length;
      const all = dims.map((_, axis) => axis);
      const axes = r.shuffle(all).slice(0, r.int(1, rank));
      const listed = axes.map((axis) => (r.chance() ? axis : axis - rank));
      const absent = r.chance(0.2);
      const noop = withNoop && absent && r.chance();
      return {
        inputs: [data(dims, values(r, dims)), ...(absent ? [] : [setting(r, listed)])],
        attributes: {
          ...(r.chance(0.6) ? { keepdims: int(r.int(0, 1)) } : {}),
          ...(noop || r.chance(0.2) ? { noop_with_empty_axes: int(noop ? 1 : 0) } : {}),
        },
      };
    },
    count: 40,
  };
}

const alongAxis = (values: Values): Row => ({
  make: (r) => {
    const dims = someDims(r, r.int(1, 4));
    const axis = r.int(-dims.length, dims.length - 1);
    return { inputs: [data(dims, values(r, dims))], attributes: r.chance(0.3) ? {} : { axis: int(axis) } };
  },
  count: 40,
});

const cumSum: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 3));
    const axis = r.int(-dims.length, dims.length - 1);
    return {
      inputs: [data(dims, uniform(r, dims)), setting(r, [axis], [])],
      attributes: {
        ...(r.chance() ? { exclusive: int(r.int(0, 1)) } : {}),
        ...(r.chance() ? { reverse: int(r.int(0, 1)) } : {}),
      },
    };
  },
};

const topK: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 3));
    const axis = r.int(0, dims.length - 1);
    return {
      inputs: [data(dims, distinct(r, dims)), setting(r, [r.int(1, dims[axis] ?? 1)])],
      attributes: {
        axis: int(r.chance() ? axis : axis - dims.length),
        ...(r.chance() ? { largest: int(r.int(0, 1)) } : {}),
      },
      outputs: ["values", "indices"],
      differentiable: [0],
    };
  },
};

const anything: Values = (r, dims) => uniform(r, dims);
const positive: Values = (r, dims) => uniform(r, dims, 0.3, 2);
const nonzero: Values = (r, dims) => uniform(r, dims, 0.3, 2).map((x) => (r.chance() ? x : -x));

export const reduce = {
  ReduceSum: reduction(anything, true),
  ReduceMean: reduction(anything, true),
  ReduceMax: reduction(distinct, true),
  ReduceMin: reduction(distinct, true),
  ReduceProd: reduction(nonzero),
  ReduceL1: reduction(nonzero),
  ReduceL2: reduction(nonzero),
  ReduceSumSquare: reduction(anything),
  ReduceLogSum: reduction(positive),
  ReduceLogSumExp: reduction(anything),
  Softmax: alongAxis(anything),
  LogSoftmax: alongAxis(anything),
  CumSum: cumSum,
  TopK: topK,
} satisfies Record<string, Row>;
