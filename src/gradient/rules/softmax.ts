import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { exp, mul, sub } from "../parts/arithmetic.js";
import type { GradRule } from "../rule.js";

export const Softmax: GradRule = (g, dy, { node, outputs }) => {
  const y = outputs[0] as Value;
  return [mul(g, y, sub(g, dy, sum(g, mul(g, dy, y), node)))];
};

export const LogSoftmax: GradRule = (g, dy, { node, outputs }) => [
  sub(g, dy, mul(g, exp(g, outputs[0] as Value), sum(g, dy, node))),
];

function sum(g: Builder, x: Value, node: Node): Value {
  return g.op("ReduceSum", [x, g.ints([attribute(node, "int", "axis", -1)])], { keepdims: int(1) });
}
