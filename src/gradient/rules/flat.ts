import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

/**
 * The rule of what is constant almost everywhere (Floor, Sign, …), and of what makes floats from shapes or indices
 * (ConstantOfShape, EyeLike, …): its inputs have no gradient, yet the walk arrives at it because a graph
 * may well add its output to something that has. Operators that make integers or booleans (Shape, ArgMax, Greater, …)
 * need no rule: whoever reads them, be it Cast, Gather or Where, gives no gradient for them.
 */
export const flat: GradRule = () => [];

export const OneHot: GradRule = (_g, _dy, { node, wanted }) => {
  if (wanted[2]) throw unsupported(node, "differentiated values");
  return [];
};
