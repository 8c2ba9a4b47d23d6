import { RegardError } from "../errors.js";
import { labelOf } from "../graph/label.js";
import { reads } from "../graph/live.js";
import type { Node, Value } from "../graph/types.js";
import type { Rules } from "./rule.js";

/** QLinearConv, MatMulInteger, DynamicQuantizeLinear, com.microsoft's QLinearAdd, QGemm, … */
const integerOperators = /^(Q[A-Z]|DynamicQuantize)|Integer(ToFloat)?$/;

/**
 * Throws `RegardError("model")`, with the node named, for an operator without a rule that computes with integers what floats
 * could, where it lies between the values that `depends` holds and `of`. The Cast behind such a one has no gradient, so
 * the walk would end there without a word.
 */
export function refuseIntegers(
  nodes: readonly Node[],
  of: Value,
  depends: ReadonlySet<Value>,
  rules: Rules,
): void {
  const found = nodes.filter(({ op, outputs }) => {
    return (
      integerOperators.test(op) &&
      !Object.hasOwn(rules, op) &&
      outputs.some((value) => value && depends.has(value))
    );
  });
  if (found.length === 0) return;
  const leading = new Set<Value>([of]);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((value) => value && leading.has(value))) continue;
    if (found.includes(node)) throw refusal(node);
    for (const value of reads(node)) leading.add(value);
  }
}

function refusal(node: Node): RegardError {
  return new RegardError(
    "model",
    `node "${labelOf(node)}": ${node.op} computes with integers, and there is no gradient through them; use the float model, ` +
      "or quantize it in the QDQ format (QuantizeLinear and DequantizeLinear around float operators), whose gradient passes " +
      "straight through the rounding",
  );
}
