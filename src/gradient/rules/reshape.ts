import { attribute, ints } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { reshapeLike } from "../parts/shape.js";
import type { GradRule } from "../rule.js";

const reshaped: GradRule = (g, dy, { inputs }) => [reshapeLike(g, dy, inputs[0] as Value)];

export const Reshape = reshaped;
export const Flatten = reshaped;
export const Squeeze = reshaped;
export const Unsqueeze = reshaped;

/** The walk sums over what was stretched. */
export const Expand: GradRule = (_g, dy) => [dy];

export const Transpose: GradRule = (g, dy, { node }) => {
  const perm = attribute(node, "ints", "perm", null);
  // Without perm the axes are reversed, which undoes itself.
  return [g.op("Transpose", [dy], perm ? { perm: ints(perm.map((_, i) => perm.indexOf(i))) } : {})];
};

export const Trilu: GradRule = (g, dy, { node, inputs }) => [
  g.op("Trilu", [dy, inputs[1] ?? null], node.attributes),
];
