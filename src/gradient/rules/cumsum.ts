import { attribute, int } from "../../graph/attributes.js";
import type { GradRule } from "../rule.js";

/** The same sum from the other end. */
export const CumSum: GradRule = (g, dy, { node, inputs }) => {
  const reverse = int(1 - attribute(node, "int", "reverse", 0));
  return [g.op("CumSum", [dy, inputs[1] ?? null], { ...node.attributes, reverse })];
};
