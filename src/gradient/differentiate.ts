import { RegardError } from "../errors.js";
import { Builder } from "../graph/builder.js";
import type { Graph, Value } from "../graph/types.js";
import type { Rules } from "./rule.js";
import { rules as standardRules } from "./rules/index.js";
import { vjp } from "./vjp.js";

export interface DifferentiateOptions {
  /** The value that is differentiated, such as the scores. */
  readonly of: Value;
  /** The value with respect to which, such as an input or a layer. */
  readonly wrt: Value;
  readonly rules?: Rules;
  /** Name of the added input; a number is appended where the graph has it already. */
  readonly seedName?: string;
  /** Name of the added output, likewise. */
  readonly gradientName?: string;
}

/**
 * The graph that computes the vector-Jacobian product seedᵀ · ∂of/∂wrt beside what `graph` computes already. Its inputs
 * are those of `graph` and then `seed` (shape and element type of `of`), its outputs those of `graph` and then
 * `gradient` (shape of `wrt`). Throws `RegardError("model")` where `of` does not depend on `wrt`, where its shape is
 * not known, or where an operator between the two has no gradient rule.
 */
export function differentiate(graph: Graph, options: DifferentiateOptions): Graph {
  const { of, wrt, rules = standardRules, seedName = "seed", gradientName = "gradient" } = options;
  const { shape, dtype } = of.type;
  if (!shape)
    throw new RegardError("model", `the shape of "${of.name}" is not known, so no seed can be given for it`);
  const taken = new Set([...graph.inputs, ...graph.outputs].map((value) => value.name));
  const seedAs = free(seedName, taken);
  const gradientAs = free(gradientName, taken.add(seedAs));

  const g = new Builder(graph);
  const seed = g.input(seedAs, dtype ?? "float32", shape);
  const [gradient] = vjp(g, of, seed, [wrt], rules);
  if (!gradient) {
    throw new RegardError(
      "model",
      `"${of.name}" does not depend on "${wrt.name}", or through operators without a gradient only (Round, ArgMax, Shape, …)`,
    );
  }
  // A node of its own, because a value has one name and the gradient may be the seed or an output already.
  return g.graph([...graph.outputs, g.op("Identity", [gradient], {}, { outputs: [gradientAs] })]);
}

function free(name: string, taken: ReadonlySet<string>): string {
  const candidates = Array.from({ length: taken.size }, (_, i) => `${name}_${i + 1}`);
  return [name, ...candidates].find((candidate) => !taken.has(candidate)) as string;
}
