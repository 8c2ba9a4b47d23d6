import { RegardError } from "../errors.js";
import type { Builder } from "../graph/builder.js";
import { reads } from "../graph/live.js";
import type { Node, Value } from "../graph/types.js";
import { sumTo } from "./broadcast.js";
import type { Rules } from "./rule.js";

/**
 * Adds to `g` the vector-Jacobian product seedᵀ · ∂of/∂wrt for each value of `wrt`, by one reverse walk from `of`.
 * `null` where `of` does not depend on a value. `seed` has the shape of `of`. Throws `RegardError("model")` for an
 * operator without a rule that lies between `wrt` and `of`.
 */
export function vjp(
  g: Builder,
  of: Value,
  seed: Value,
  wrt: readonly Value[],
  rules: Rules,
): (Value | null)[] {
  const primal = [...g.nodes];
  const depends = dependents(primal, wrt);
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
    if (!dy) continue;
    const wanted = node.inputs.map((input) => input !== null && depends.has(input));
    if (!wanted.includes(true)) continue;
    const rule = node.domain === "" ? rules[node.op] : undefined;
    if (!rule) throw noRule(node, g.opset, rules);
    const dxs = rule(g, dy, { node, inputs: node.inputs, outputs: node.outputs, dys, wanted });
    for (const [i, input] of node.inputs.entries()) {
      const dx = dxs[i];
      if (dx && input && wanted[i]) accumulate(input, sumTo(g, dx, input));
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

function noRule(node: Node, opset: number, rules: Rules): RegardError {
  const domain = node.domain === "" ? "ai.onnx" : node.domain;
  const where = `node "${node.name}": operator ${node.op} (${domain}, opset ${opset}) has no gradient rule`;
  const hint =
    `it lies between the differentiated input and the scores; differentiate to a layer after it (--wrt), ` +
    `or pass a rule of your own: { ...rules, ${node.op}: (g, dy, op) => [dx] } (docs/adding.md). ` +
    `${Object.keys(rules).length} operators have one.`;
  return new RegardError("model", `${where}; ${hint}`);
}
