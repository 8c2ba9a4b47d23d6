import type { Rules } from "../../src/gradient/rule.js";
import { vjp } from "../../src/gradient/vjp.js";
import { Builder } from "../../src/graph/builder.js";
import { floatConstant, intConstant } from "../../src/graph/constants.js";
import { type Constant, elementCount } from "../../src/graph/tensor.js";
import type { Dim, Graph, Value } from "../../src/graph/types.js";
import { evaluate } from "../oracle/interpreter.js";
import { isFloat, type NdArray, ndarray } from "../oracle/ndarray.js";
import type { Random } from "../oracle/random.js";
import type { Case, CaseInput } from "./case.js";
import { addInput } from "./run.js";

/** How a configuration is put into a graph. */
export type Variant =
  | "all"
  | "constant parameters"
  | "symbolic sizes"
  | "some wanted"
  /** Nothing is known of the inputs of the run, not even the rank. */
  | "unknown shapes";

/** A graph from a case's inputs and seeds to its outputs and gradients, with the values to run it on. */
export interface Built {
  readonly graph: Graph;
  readonly feeds: ReadonlyMap<Value, NdArray>;
  /** The forward computation alone. */
  readonly forward: Graph;
  readonly seeds: ReadonlyMap<Value, Value>;
  /** The differentiated inputs and, in the same order, the gradients that the rule gave. */
  readonly wrt: readonly Value[];
  readonly gradients: readonly (Value | null)[];
}

const bytesOf = (input: CaseInput): Constant => {
  if (isFloat(input.dtype)) return floatConstant(input.values, input.dims, input.dtype);
  if (input.dtype === "int64") return intConstant(input.values, input.dims);
  return { dtype: input.dtype, dims: input.dims, bytes: Uint8Array.from(input.values), strings: null };
};

/** Sizes as numbers, or some of them as symbols: one for each size, or one for each axis of each input. */
function declared(input: CaseInput, name: string, r: Random | null, shared: boolean): Dim[] {
  return input.dims.map((size, axis) => {
    if (r === null || !input.symbolic.includes(axis) || r.chance(0.3)) return size;
    return shared ? `size${size}` : `${name}_${axis}`;
  });
}

/** Builds the graph of value and gradients of one case. */
export function build(
  op: string,
  rules: Rules,
  opset: number,
  test: Case,
  variant: Variant,
  r: Random,
): Built {
  const g = new Builder(opset);
  const feeds = new Map<Value, NdArray>();
  const shared = r.chance();
  const candidates: Value[] = [];
  const inputs = test.inputs.map((input, i) => {
    if (input === null) return null;
    const fixed =
      input.role === "constant" || (input.role === "parameter" && variant === "constant parameters");
    if (fixed) return g.constant(bytesOf(input), `input${i}`);
    const dynamic = variant === "symbolic sizes" ? r : null;
    const sizes = variant === "unknown shapes" ? null : declared(input, `input${i}`, dynamic, shared);
    const value = addInput(g, `input${i}`, { ...input, declared: sizes });
    feeds.set(value, ndarray(input.dims, input.values, input.dtype));
    if (input.role !== "index") candidates.push(value);
    return value;
  });
  const chosen = variant === "some wanted" ? candidates.filter(() => r.chance()) : candidates;
  const wrt = chosen.length > 0 ? chosen : candidates;

  const options = { name: "node", outputs: test.outputs ?? ["output"] };
  const outputs = test.nodes ? test.nodes(g, inputs, op) : g.node(op, inputs, test.attributes, options);
  const differentiable = test.differentiable ?? outputs.map((_, i) => i);
  const picked = differentiable.filter(() => r.chance(0.7));
  const seeded = new Set(picked.length > 0 ? picked : differentiable);
  const all = outputs.filter((value) => value !== null);
  const forward = g.graph(all);
  const results = new Map(evaluate(forward, feeds).map((result, i) => [all[i], result]));

  const seeds = new Map<Value, Value>();
  const directions = outputs.map((output, i) => {
    if (output === null || !seeded.has(i)) return null;
    const { dims, dtype } = results.get(output) as NdArray;
    const dynamic = variant === "symbolic sizes" || variant === "unknown shapes";
    const known = dynamic ? (output.type.shape ?? dims.map((_, axis) => `seed${i}_${axis}`)) : dims;
    const seed = g.input(`seed${i}`, dtype, known);
    feeds.set(
      seed,
      ndarray(
        dims,
        Array.from({ length: elementCount(dims) }, () => r.float(-1, 1)),
        dtype,
      ),
    );
    seeds.set(output, seed);
    return seed;
  });
  // One objective made of several outputs: an operator of the harness's own, whose gradients are the seeds.
  const objective = g.op("Objective", outputs);
  const gradients = vjp(g, objective, g.scalar(1), wrt, { ...rules, Objective: () => directions });
  const graph = g.graph([...all, ...gradients.filter((value) => value !== null)]);
  return { graph, feeds, forward, seeds, wrt, gradients };
}
