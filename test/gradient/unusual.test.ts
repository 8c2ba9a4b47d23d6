import { expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { int, string } from "../../src/graph/attributes.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Random } from "../oracle/random.js";
import {
  type Case,
  type CaseInput,
  constant,
  data,
  distinct,
  index,
  type Row,
  someDims,
  uniform,
} from "./case.js";
import { checkRow } from "./harness.js";
import { compareWithRuntime } from "./runtime.js";

// What the table of rows has not: axes, shapes and bounds that only the run tells, empty results, outputs left out.

const some = (r: Random, dims: readonly number[]): CaseInput => data(dims, uniform(r, dims));
const atRun = (values: readonly number[]): CaseInput => ({ ...index([values.length], values), symbolic: [] });
const someAxes = (r: Random, rank: number): number[] =>
  r
    .shuffle(Array.from({ length: rank }, (_, axis) => axis))
    .slice(0, r.int(1, rank))
    .map((axis) => (r.chance() ? axis : axis - rank));

/** Axes at the run, or listed and empty, or of a scalar. */
const reduction = (values: (r: Random, dims: readonly number[]) => readonly number[], noop = false): Row => ({
  make: (r) => {
    const dims = someDims(r, r.int(0, 4), 3);
    const attributes = {
      keepdims: int(r.int(0, 1)),
      ...(noop && r.chance() ? { noop_with_empty_axes: int(1) } : {}),
    };
    const axes = dims.length === 0 || r.chance(0.3) ? constant([]) : atRun(someAxes(r, dims.length));
    return { inputs: [data(dims, values(r, dims)), axes], attributes };
  },
});

const away = (r: Random, dims: readonly number[]): number[] =>
  uniform(r, dims, 0.3, 2).map((x) => (r.chance() ? x : -x));
const withZeros = (r: Random, dims: readonly number[]): number[] =>
  away(r, dims).map((x) => (r.chance(0.25) ? 0 : x));

/** A bound anywhere, also beyond both ends. */
const bound = (r: Random, size: number): number =>
  r.pick([r.int(0, size), r.int(-size, -1), size + 3, -size - 3]);

/** Empty cuts among them, and bounds that only the run tells. */
function slice(r: Random): Case {
  const dims = someDims(r, r.int(1, 3), 5);
  const axes = r.shuffle(dims.map((_, axis) => axis)).slice(0, r.int(1, dims.length));
  const steps = axes.map(() => r.pick([1, 1, 1, -1, 2, -2]));
  const vector = r.chance() ? atRun : constant;
  const cut = (): CaseInput => vector(axes.map((axis) => bound(r, dims[axis] ?? 1)));
  return { inputs: [some(r, dims), cut(), cut(), vector(axes), vector(steps)] };
}

function split(r: Random): Case {
  const dims = someDims(r, r.int(1, 3));
  const axis = r.int(0, dims.length - 1);
  const sizes = r.ints(r.int(2, 4), 1, 3);
  const x = some(
    r,
    dims.with(
      axis,
      sizes.reduce((sum, size) => sum + size, 0),
    ),
  );
  const outputs = sizes.map((_, i) => (i > 0 && r.chance() ? null : `part${i}`));
  const differentiable = outputs.flatMap((output, i) => (output === null ? [] : [i]));
  return {
    inputs: [x, r.chance() ? atRun(sizes) : constant(sizes)],
    attributes: { axis: int(axis) },
    outputs,
    differentiable,
  };
}

/** Up to a rank of 0, by a shape or by repeats that only the run tells. */
const shaped = (parameter: (r: Random, dims: readonly number[]) => readonly number[]): Row => ({
  make: (r) => {
    const dims = someDims(r, r.int(0, 4), 3);
    return { inputs: [some(r, dims), atRun(parameter(r, dims))] };
  },
});

/** Operands with an ellipsis of different length, sums over an index of one operand only, three operands. */
const equations = [
  "...ij->...i",
  "a...b,...c->...ac",
  "abc,cd->a",
  "i,j->ij",
  "ij,ij->",
  "ab,bc,cd->ad",
  "ij , jk -> ki",
  "ij,kj",
  "...a,...a",
  "ab,a->a",
];

function einsum(r: Random): Case {
  const equation = r.pick(equations);
  const sizes = new Map([["...", r.ints(r.int(0, 2), 1, 3)]]);
  const sizeOf = (letter: string): number[] => {
    const size = sizes.get(letter) ?? [r.int(1, 3)];
    sizes.set(letter, size);
    return letter === "..." && r.chance(0.3) ? size.slice(r.int(0, size.length)) : size;
  };
  const terms = equation.split("->")[0]?.split(",") ?? [];
  const inputs = terms.map((term) => some(r, (term.match(/\.{3}|[a-z]/g) ?? []).flatMap(sizeOf)));
  return { inputs, attributes: { equation: string(equation) } };
}

const rows: Partial<Record<keyof typeof rules, Row>> = {
  ReduceSum: reduction(uniform, true),
  ReduceMean: reduction(uniform, true),
  ReduceMax: reduction(distinct, true),
  ReduceMin: reduction(distinct, true),
  ReduceProd: reduction(withZeros, true),
  ReduceL1: reduction(away),
  ReduceL2: reduction(away),
  ReduceSumSquare: reduction(uniform),
  ReduceLogSum: reduction((r, dims) => uniform(r, dims, 0.3, 2)),
  ReduceLogSumExp: reduction(uniform),
  Slice: { make: slice, count: 80 },
  Split: { make: split },
  Reshape: shaped((r, dims) => [...r.shuffle(dims), 1]),
  Expand: shaped((r, dims) => [...r.ints(r.int(0, 2), 1, 3), ...dims.map((size) => r.pick([1, size]))]),
  Tile: shaped((r, dims) => dims.map(() => r.int(1, 3))),
  Einsum: { make: einsum, count: 40 },
  Pow: {
    make: (r) => {
      const dims = someDims(r, r.int(0, 3));
      // Whole exponents of either sign for each element, on bases of either sign.
      const exponents = r.ints(elementCount(dims), -2, 3);
      return { inputs: [data(dims, away(r, dims)), index(dims, exponents, r.pick(["int64", "float32"]))] };
    },
  },
  Cast: {
    make: (r) => {
      const dims = someDims(r, r.int(0, 3));
      return { inputs: [{ ...some(r, dims), dtype: "float64" }], attributes: { to: int(1) } };
    },
  },
};

for (const [op, row] of Object.entries(rows)) {
  test(op, async () => {
    const { failures } = await checkRow(op, row, rules, ({ graph, feeds }) =>
      compareWithRuntime(graph, feeds),
    );
    expect(failures.slice(0, 4), `${failures.length} fail`).toEqual([]);
  });
}
