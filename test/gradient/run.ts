import type { Rules } from "../../src/gradient/rule.js";
import { rules as standardRules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { Builder } from "../../src/graph/builder.js";
import type { DType } from "../../src/graph/tensor.js";
import type { Dim, Value } from "../../src/graph/types.js";
import { evaluate } from "../oracle/interpreter.js";
import { type NdArray, ndarray } from "../oracle/ndarray.js";

/** A graph input with the tensor that is fed to it. Its sizes are known before the run unless `declared` says otherwise. */
export interface Feed {
  readonly dims: readonly number[];
  readonly values: readonly number[];
  readonly dtype?: DType;
  /** `null` where not even the rank is known. */
  readonly declared?: readonly Dim[] | null;
}

export const feed = (
  values: readonly number[],
  dims: readonly number[] = [values.length],
  declared: readonly Dim[] | null = dims,
): Feed => ({
  dims,
  values,
  declared,
});

/** Adds the input to the builder, its shape forgotten where nothing is declared. */
export function addInput(
  g: Builder,
  name: string,
  { dims, dtype = "float32", declared = dims }: Feed,
): Value {
  if (declared !== null) return g.input(name, dtype, declared);
  const value = { name, type: { dtype, shape: null, opaque: null }, constant: null, elements: null };
  g.inputs.push(value);
  return value;
}

/**
 * The gradients of `make`'s first result with respect to the values behind it (by default the inputs), seeded with
 * `seed` (by default ones), as the oracle computes them; `null` where the walk gives none.
 */
export function gradients(
  feeds: readonly Feed[],
  make: (g: Builder, ...inputs: Value[]) => Value | readonly [Value, ...Value[]],
  seed: readonly number[] | null = null,
  rules: Rules = standardRules,
): (NdArray | null)[] {
  const g = new Builder(18);
  const inputs = feeds.map((one, i) => addInput(g, `x${i}`, one));
  const made = make(g, ...inputs);
  const [of, ...wrt] = "name" in made ? [made, ...inputs] : made;
  const tensors = new Map<Value, NdArray>(inputs.map((value, i) => [value, tensorOf(feeds[i] as Feed)]));
  const [y] = evaluate(g.graph([of]), tensors) as [NdArray];
  const dy = addInput(g, "seed", { dims: y.dims, values: [], dtype: y.dtype, declared: of.type.shape });
  tensors.set(dy, ndarray(y.dims, seed ?? y.data.map(() => 1), y.dtype));
  const found = vjp(g, of, dy, wrt, rules);
  const results = evaluate(g.graph(found.filter((value) => value !== null)), tensors);
  return found.map((value) => (value === null ? null : (results.shift() as NdArray)));
}

const tensorOf = ({ dims, values, dtype }: Feed): NdArray => ndarray(dims, values, dtype);

/** Only the numbers of `gradients`. */
export const slopes = (...given: Parameters<typeof gradients>): (number[] | null)[] =>
  gradients(...given).map((found) => found && Array.from(found.data, (x) => x + 0));
