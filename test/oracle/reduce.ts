import { attribute } from "../../src/graph/attributes.js";
import { type Call, input, type Kernel, type Kernels, listInput } from "./kernel.js";
import { axisOf, broadcastAt, generate, type NdArray } from "./ndarray.js";

type Reduction = (values: readonly number[]) => number;

const sum: Reduction = (values) => values.reduce((total, x) => total + x, 0);
const greatest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

function logSumExp(values: readonly number[]): number {
  const top = greatest(values);
  return Number.isFinite(top) ? top + Math.log(sum(values.map((x) => Math.exp(x - top)))) : top;
}

/** The elements of `x` that fall on each element of the result, in row-major order; the reduced axes keep size 1. */
function gathered(
  x: NdArray,
  axes: ReadonlySet<number>,
): { readonly dims: number[]; readonly parts: number[][] } {
  const dims = x.dims.map((size, axis) => (axes.has(axis) ? 1 : size));
  const slots = generate(dims, "int64", (_, flat) => flat);
  const parts = Array.from(slots.data, (): number[] => []);
  generate(x.dims, x.dtype, (index, flat) => {
    parts[broadcastAt(slots, index)]?.push(x.data[flat] ?? 0);
    return 0;
  });
  return { dims, parts };
}

function axesOf(call: Call, rank: number): ReadonlySet<number> | null {
  const listed = listInput(call, 1) ?? attribute(call.node, "ints", "axes", null) ?? [];
  if (listed.length > 0) return new Set(listed.map((axis) => axisOf(axis, rank)));
  if (attribute(call.node, "int", "noop_with_empty_axes", 0) !== 0) return null;
  return new Set(Array.from({ length: rank }, (_, axis) => axis));
}

const reduction = (reduce: Reduction): Kernel => {
  return (call) => {
    const x = input(call, 0);
    const axes = axesOf(call, x.dims.length);
    if (axes === null) return [x];
    const { dims, parts } = gathered(x, axes);
    const keep = attribute(call.node, "int", "keepdims", 1) !== 0;
    const data = Float64Array.from(parts, (part) => reduce(part));
    return [{ dims: keep ? dims : dims.filter((_, axis) => !axes.has(axis)), data, dtype: x.dtype }];
  };
};

/** A function of the whole run along one axis, result of the same shape. */
const alongAxis = (f: (values: readonly number[]) => readonly number[]): Kernel => {
  return (call) => {
    const x = input(call, 0);
    const axis = axisOf(attribute(call.node, "int", "axis", -1), x.dims.length);
    return [onRuns(x, axis, f)];
  };
};

function onRuns(x: NdArray, axis: number, f: (values: readonly number[]) => readonly number[]): NdArray {
  const { dims, parts } = gathered(x, new Set([axis]));
  const results = parts.map(f);
  const slots = generate(dims, "int64", (_, flat) => flat);
  return generate(
    x.dims,
    x.dtype,
    (index) => results[broadcastAt(slots, index)]?.[index[axis] ?? 0] ?? Number.NaN,
  );
}

function lpNormalization(call: Call): readonly NdArray[] {
  const p = attribute(call.node, "int", "p", 2);
  return alongAxis((values) => {
    const norm = p === 1 ? sum(values.map(Math.abs)) : Math.hypot(...values);
    return values.map((x) => (norm === 0 ? 0 : x / norm));
  })(call);
}

const arg = (better: (a: number, b: number) => boolean): Kernel => {
  return (call) => {
    const x = input(call, 0);
    const axis = axisOf(attribute(call.node, "int", "axis", 0), x.dims.length);
    const last = attribute(call.node, "int", "select_last_index", 0) !== 0;
    const { dims, parts } = gathered(x, new Set([axis]));
    const data = Float64Array.from(parts, (part) =>
      part.reduce((best, value, i) => {
        const old = part[best] ?? 0;
        return better(value, old) || (last && value === old) ? i : best;
      }, 0),
    );
    const keep = attribute(call.node, "int", "keepdims", 1) !== 0;
    return [{ dims: keep ? dims : dims.filter((_, i) => i !== axis), data, dtype: "int64" }];
  };
};

const cumSum: Kernel = (call) => {
  const x = input(call, 0);
  const axis = axisOf(input(call, 1).data[0] ?? 0, x.dims.length);
  const exclusive = attribute(call.node, "int", "exclusive", 0) !== 0;
  const reverse = attribute(call.node, "int", "reverse", 0) !== 0;
  const running = (values: readonly number[]): number[] => {
    let total = 0;
    return values.map((value) => {
      total += value;
      return exclusive ? total - value : total;
    });
  };
  return [onRuns(x, axis, (values) => (reverse ? running(values.toReversed()).reverse() : running(values)))];
};

/** The k best along an axis, best first; of equal ones the earlier first. */
const topK: Kernel = (call) => {
  const x = input(call, 0);
  const k = input(call, 1).data[0] ?? 0;
  const axis = axisOf(attribute(call.node, "int", "axis", -1), x.dims.length);
  const sign = attribute(call.node, "int", "largest", 1) !== 0 ? -1 : 1;
  const { dims, parts } = gathered(x, new Set([axis]));
  const order = parts.map((part) =>
    part.map((value, i) => ({ value, i })).sort((a, b) => sign * (a.value - b.value) || a.i - b.i),
  );
  const slots = generate(dims, "int64", (_, flat) => flat);
  const pick = (index: readonly number[]): { readonly value: number; readonly i: number } =>
    order[broadcastAt(slots, index)]?.[index[axis] ?? 0] ?? { value: Number.NaN, i: -1 };
  const out = x.dims.map((size, i) => (i === axis ? k : size));
  return [
    generate(out, x.dtype, (index) => pick(index).value),
    generate(out, "int64", (index) => pick(index).i),
  ];
};

export const reduce: Kernels = {
  ReduceSum: reduction(sum),
  ReduceMean: reduction((values) => sum(values) / values.length),
  ReduceMax: reduction(greatest),
  ReduceMin: reduction((values) => -greatest(values.map((x) => -x))),
  ReduceProd: reduction((values) => values.reduce((product, x) => product * x, 1)),
  ReduceL1: reduction((values) => sum(values.map(Math.abs))),
  ReduceL2: reduction((values) => Math.sqrt(sum(values.map((x) => x * x)))),
  ReduceSumSquare: reduction((values) => sum(values.map((x) => x * x))),
  ReduceLogSum: reduction((values) => Math.log(sum(values))),
  ReduceLogSumExp: reduction(logSumExp),
  Softmax: alongAxis((values) => {
    const total = logSumExp(values);
    return values.map((x) => Math.exp(x - total));
  }),
  LogSoftmax: alongAxis((values) => {
    const total = logSumExp(values);
    return values.map((x) => x - total);
  }),
  Hardmax: alongAxis((values) => {
    const best = values.indexOf(greatest(values));
    return values.map((_, i) => (i === best ? 1 : 0));
  }),
  LpNormalization: lpNormalization,
  ArgMax: arg((a, b) => a > b),
  ArgMin: arg((a, b) => a < b),
  CumSum: cumSum,
  TopK: topK,
};
