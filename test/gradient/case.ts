import type { Builder } from "../../src/graph/builder.js";
import { type DType, elementCount } from "../../src/graph/tensor.js";
import type { Attributes, Value } from "../../src/graph/types.js";
import type { Random } from "../oracle/random.js";

/**
 * What an input is to the operator:
 * `data` comes in at run time, with sizes that may be unknown before, and is differentiated;
 * `parameter` has known sizes, is differentiated when it comes in at run time, and may be a constant of the graph;
 * `index` comes in at run time and has no gradient; `constant` is part of the graph.
 */
export type Role = "data" | "parameter" | "index" | "constant";

export interface CaseInput {
  readonly role: Role;
  readonly dims: readonly number[];
  readonly values: readonly number[];
  readonly dtype: DType;
  /** The axes whose size may be unknown before the run; all of them unless said otherwise. */
  readonly symbolic: readonly number[];
}

/** One configuration of one operator, values included. */
export interface Case {
  readonly inputs: readonly (CaseInput | null)[];
  readonly attributes?: Attributes;
  /** How many outputs the node has (1), as `null` the ones that are left out. */
  readonly outputs?: readonly (string | null)[];
  /** Which of the outputs have a gradient that is to be tested (all). */
  readonly differentiable?: readonly number[];
  /** Several nodes instead of one, for an operator that only makes sense in company. */
  readonly nodes?: (g: Builder, inputs: readonly (Value | null)[], op: string) => readonly (Value | null)[];
}

/** A row of the table of rules: where its random configurations come from. */
export interface Row {
  /** A random configuration of the operator, for the opset at hand. */
  readonly make: (r: Random, opset: number) => Case;
  /** How many configurations are tested (24). */
  readonly count?: number;
  /** The opsets to write the graph in (18 and 22). */
  readonly opsets?: readonly number[];
}

const everyAxis = (dims: readonly number[]): number[] => dims.map((_, axis) => axis);

/** Values for a shape, uniform in [low, high). */
export const uniform = (r: Random, dims: readonly number[], low = -2, high = 2): number[] =>
  Array.from({ length: elementCount(dims) }, () => r.float(low, high));

/** Values at least `margin` away from each kink. */
export function away(
  r: Random,
  dims: readonly number[],
  kinks: readonly number[],
  low = -2,
  high = 2,
): number[] {
  const margin = 0.01;
  return uniform(r, dims, low, high).map((x) => {
    let value = x;
    while (kinks.some((kink) => Math.abs(value - kink) < margin)) value = r.float(low, high);
    return value;
  });
}

/** Values of which no two are closer than 0.01: no maximum changes hands under a small step. */
export function distinct(r: Random, dims: readonly number[]): number[] {
  const size = elementCount(dims);
  const step = Math.max(0.02, 4 / size);
  return r.shuffle(
    Array.from({ length: size }, (_, i) => Math.fround((i - size / 2 + r.float(0, 0.4)) * step)),
  );
}

/** A differentiated run-time input; `symbolic` as in CaseInput. */
export const data = (
  dims: readonly number[],
  values: readonly number[],
  symbolic = everyAxis(dims),
): CaseInput => ({ role: "data", dims, values, dtype: "float32", symbolic });

/** A weight, scale or bias. */
export const parameter = (dims: readonly number[], values: readonly number[]): CaseInput => ({
  role: "parameter",
  dims,
  values,
  dtype: "float32",
  symbolic: [],
});

/** A constant of the graph, never differentiated; a vector of int64 by default. */
export const constant = (
  values: readonly number[],
  dims: readonly number[] = [values.length],
  dtype: DType = "int64",
): CaseInput => ({ role: "constant", dims, values, dtype, symbolic: [] });

/** A run-time input without a gradient. */
export const index = (
  dims: readonly number[],
  values: readonly number[],
  dtype: DType = "int64",
): CaseInput => ({
  role: "index",
  dims,
  values,
  dtype,
  symbolic: everyAxis(dims),
});

/** A list that says how: mostly part of the graph, now and then known at run time only, but then of known length. */
export const setting = (
  r: Random,
  values: readonly number[],
  dims: readonly number[] = [values.length],
  dtype: DType = "int64",
): CaseInput =>
  r.chance(0.8) ? constant(values, dims, dtype) : { ...index(dims, values, dtype), symbolic: [] };

/** A shape of the given rank with sizes from 1 to `most`. */
export const someDims = (r: Random, rank: number, most = 4): number[] => r.ints(rank, 1, most);
