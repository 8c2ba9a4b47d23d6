import { int } from "../../../src/graph/attributes.js";
import { elementCount } from "../../../src/graph/tensor.js";
import type { Random } from "../../oracle/random.js";
import {
  away,
  type Case,
  type CaseInput,
  constant,
  data,
  distinct,
  index,
  type Row,
  someDims,
  uniform,
} from "../case.js";

/** Shapes that broadcast together: leading dimensions missing and sizes of 1 here and there. */
function broadcastable(r: Random, count: number): number[][] {
  const full = someDims(r, r.int(0, 4));
  return Array.from({ length: count }, () =>
    full.slice(r.chance(0.6) ? 0 : r.int(0, full.length)).map((size) => (r.chance(0.25) ? 1 : size)),
  );
}

type Values = (r: Random, dims: readonly number[]) => readonly number[];

const binary = (a: Values, b: Values, rest: Partial<Case> = {}): Row => ({
  make: (r) => {
    const [left = [], right = []] = broadcastable(r, 2);
    return { inputs: [data(left, a(r, left)), data(right, b(r, right))], ...rest };
  },
});

const variadic = (
  values: (r: Random, shapes: readonly number[][]) => readonly (readonly number[])[],
): Row => ({
  make: (r) => {
    const shapes = broadcastable(r, r.int(1, 4));
    const all = values(r, shapes);
    return { inputs: shapes.map((dims, i) => data(dims, all[i] ?? [])) };
  },
});

const anything: Values = (r, dims) => uniform(r, dims);
/** Between 0.4 and 2 in size, of either sign. */
const nonzero: Values = (r, dims) => uniform(r, dims, 0.4, 2).map((x) => (r.chance() ? x : -x));

const each: (r: Random, shapes: readonly number[][]) => number[][] = (r, shapes) =>
  shapes.map((dims) => uniform(r, dims));

/** No two elements of any of the tensors are close. */
function apart(r: Random, shapes: readonly number[][]): number[][] {
  const sizes = shapes.map(elementCount);
  const all = distinct(r, [sizes.reduce((sum, size) => sum + size, 0)]);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return all.slice(start - size, start);
  });
}

/** Positive bases with any exponent, or any base with a whole exponent that is a constant. */
const pow: Row = {
  make: (r) => {
    const [base = [], exponent = []] = broadcastable(r, 2);
    const positive = data(base, uniform(r, base, 0.3, 2));
    if (r.chance(0.4)) return { inputs: [positive, data(exponent, uniform(r, exponent))] };
    if (r.chance(0.3)) return { inputs: [positive, constant([r.pick([0.5, -1, 1.5, -0.5])], [], "float32")] };
    const values = nonzero(r, base);
    if (r.chance(0.3)) return { inputs: [data(base, values), constant([r.int(-2, 3)], [], "int64")] };
    return { inputs: [data(base, values), constant([r.int(-2, 4)], r.chance() ? [] : [1], "float32")] };
  },
  count: 40,
};

/** fmod away from the jumps: |a| between whole multiples of |b|. */
const mod: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(0, 3));
    const divisor = uniform(r, dims, 0.5, 2).map((x) => Math.fround(r.chance() ? x : -x));
    const values = divisor.map((b) => Math.fround((r.int(0, 3) + r.float(0.2, 0.8)) * b));
    return { inputs: [data(dims, values), data(dims, divisor)], attributes: { fmod: int(1) } };
  },
};

const prelu: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(1, 4));
    const slope = dims.slice(r.int(0, dims.length)).map((size) => (r.chance(0.4) ? 1 : size));
    return { inputs: [data(dims, away(r, dims, [0])), data(slope, uniform(r, slope))] };
  },
};

const where: Row = {
  make: (r) => {
    const [condition = [], a = [], b = []] = broadcastable(r, 3);
    const chosen = uniform(r, condition).map((x) => (x > 0 ? 1 : 0));
    const first: CaseInput = r.chance(0.3)
      ? constant(chosen, condition, "bool")
      : index(condition, chosen, "bool");
    return { inputs: [first, data(a, uniform(r, a)), data(b, uniform(r, b))] };
  },
};

/** Bounds present or absent; in a few cases they come in at run time and have gradients of their own. */
const clip: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(0, 4));
    const [low, high] = [r.float(-1.5, -0.2), r.float(0.2, 1.5)];
    const x = data(dims, away(r, dims, [low, high]));
    const bound = (value: number): CaseInput | null => {
      if (r.chance(0.25)) return null;
      return r.chance(0.7) ? constant([value], [], "float32") : data([], [value]);
    };
    return { inputs: [x, bound(low), bound(high)] };
  },
};

/** start and delta of floats; the limit lies between two elements. */
const range: Row = {
  make: (r) => {
    const start = r.float();
    const delta = r.float(0.5, 1.5) * (r.chance() ? 1 : -1);
    const limit = Math.fround(start + delta * (r.int(0, 4) + 0.5));
    return { inputs: [data([], [start]), data([], [limit]), data([], [Math.fround(delta)])] };
  },
};

export const broadcast = {
  Add: binary(anything, anything),
  Sub: binary(anything, anything),
  Mul: binary(anything, anything),
  Div: binary(anything, nonzero),
  Mod: mod,
  Pow: pow,
  PRelu: prelu,
  Sum: variadic(each),
  Mean: variadic(each),
  Max: variadic(apart),
  Min: variadic(apart),
  Where: where,
  Clip: clip,
  Range: range,
} satisfies Record<string, Row>;
