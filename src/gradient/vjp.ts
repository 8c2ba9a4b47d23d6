import { RegardError } from "../errors.js";
import type { Builder } from "../graph/builder.js";
import { labelOf } from "../graph/label.js";
import { reads } from "../graph/live.js";
import type { Node, Value } from "../graph/types.js";
import { canSumTo, sumTo } from "./broadcast.js";
import { refuseIntegers } from "./integer-operators.js";
import type { GradRule, Rules } from "./rule.js";

/** The oldest operator set that the rules write: from it on, axes are inputs and Shape takes a part. */
const oldest = 18;

/**
 * Adds to `g` the vector-Jacobian product seedᵀ · ∂of/∂wrt for each value of `wrt`, by one reverse walk from `of`.
 * `null` where `of` does not depend on a value. `seed` has the shape of `of`. Throws `RegardError("model")` for an
 * operator without a rule or with integers that lies between `wrt` and `of`, and for a graph written before opset 18.
 */
export function vjp(
  g: Builder,
  of: Value,
  seed: Value,
  wrt: readonly Value[],
  rules: Rules,
): (Value | null)[] {
  if (g.opset < oldest) {
    throw new RegardError(
      "model",
      `gradients are written in opset ${oldest} or later, and this graph is in opset ${g.opset}; upgrade it first`,
    );
  }
  const primal = [...g.nodes];
  const depends = dependents(primal, wrt);
  refuseIntegers(primal, of, depends, rules);
  const asked = new Set(wrt);
  const gradients = new Map<Value, Value>();
  if (depends.has(of)) gradients.set(of, seed);
  const accumulate = (value: Value, gradient: Value): void => {
    const sum = gradients.get(value);
    gradients.set(value, sum ? g.op("Add", [sum, gradient]) : gradient);
  };

  for (const node of primal.toReversed()) {
    const dys = node.outputs.map((output) => (output && gradients.get(output)) ?? null);
    const dy = dys.find((gradient) => gradient !== null);
    // A gradient that arrives at a value which is asked for is final here: everything that reads it came before.
    if (!dy || !reads(node).some((value) => depends.has(value))) continue;
    const rule = ruleOf(node, depends, g.opset, rules);
    const wanted = node.inputs.map((input) => input !== null && depends.has(input));
    const { inputs, outputs } = node;
    const dxs = rule(g, dy, { node, inputs, outputs, dys, wanted, wrt: asked, rules });
    for (const [i, input] of node.inputs.entries()) {
      const dx = dxs[i];
      if (!dx || !input || !wanted[i]) continue;
      if (!canSumTo(dx, input)) throw misfit(node, dx, input);
      accumulate(input, sumTo(g, dx, input));
    }
  }
  return wrt.map((value) => gradients.get(value) ?? null);
}

/** The values that depend on any of `wrt`, those themselves included. */
function dependents(nodes: readonly Node[], wrt: readonly Value[]): ReadonlySet<Value> {
  const depends = new Set<Value>(wrt);
  for (const node of nodes) {
    if (!reads(node).some((value) => depends.has(value))) continue;
    for (const output of node.outputs) if (output) depends.add(output);
  }
  return depends;
}

function ruleOf(node: Node, depends: ReadonlySet<Value>, opset: number, rules: Rules): GradRule {
  const rule = node.domain === "" && Object.hasOwn(rules, node.op) ? rules[node.op] : undefined;
  if (!rule) throw noRule(node, opset, rules);
  // What a subgraph captures is no input of its node, so no rule can give a gradient for it.
  const through = reads(node).find((value) => depends.has(value) && !node.inputs.includes(value));
  if (!through) return rule;
  throw new RegardError(
    "model",
    `node "${labelOf(node)}": the subgraph of ${node.op} reads "${through.name}", and there is no gradient through subgraphs; ${elsewhere}`,
  );
}

const elsewhere =
  "it lies between the differentiated input and the scores; differentiate to a layer after it (--wrt)";

function noRule(node: Node, opset: number, rules: Rules): RegardError {
  const domain = node.domain === "" ? "ai.onnx" : node.domain;
  const where = `node "${labelOf(node)}": operator ${node.op} (${domain}, opset ${opset}) has no gradient rule`;
  const hint =
    `${elsewhere}, or pass a rule of your own: { ...rules, ${node.op}: (g, dy, op) => [dx] } (docs/adding.md). ` +
    `${Object.keys(rules).length} operators have one.`;
  return new RegardError("model", `${where}; ${hint}`);
}

function misfit(node: Node, dx: Value, x: Value): RegardError {
  const type = ({ type }: Value): string =>
    `${type.dtype ?? "unknown type"} [${type.shape ?? "unknown shape"}]`;
  return new RegardError(
    "model",
    `node "${labelOf(node)}": the rule of ${node.op} gave ${type(dx)} as the gradient of "${x.name}", which is ${type(x)}`,
  );
}
