import { kernelOf, windowOver } from "../gradient/parts/window.js";
import type { GradRule, Rules } from "../gradient/rule.js";
import { MaxPool as standard } from "../gradient/rules/max-pool.js";
import type { Value } from "../graph/types.js";
import { maximaByPlace } from "./max-pool.js";

/** The standard rules' gradient where it takes no indices, which WebGPU does not have, else one that takes none either. */
const MaxPool: GradRule = (g, dy, op) => {
  const before = g.nodes.length;
  const found = standard(g, dy, op);
  if (!g.nodes.slice(before).some(({ op, outputs }) => op === "MaxPool" && outputs[1])) return found;
  const [x, y] = [op.inputs[0] as Value, op.outputs[0]];
  const instead = y && maximaByPlace(g, dy, x, y, windowOver(g, op.node, x, kernelOf(op.node, null)));
  return instead ? [instead] : found;
};

/** A set of rules for WebGPU: rules of somebody's own stay. */
export const rulesForWebGpu = (rules: Rules): Rules =>
  rules.MaxPool === standard ? { ...rules, MaxPool } : rules;
