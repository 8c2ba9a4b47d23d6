import { isFloat } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { castLike } from "../parts/cast-like.js";
import type { GradRule } from "../rule.js";

/**
 * Between floats the gradient is cast back; what was an integer has none. Where the type is not known, a gradient cast
 * to integers can only end in a node that makes integers of floats, and those have none either.
 */
export const Cast: GradRule = (g, dy, { inputs }) => {
  const x = inputs[0] as Value;
  return [x.type.dtype === null || isFloat(x.type.dtype) ? castLike(g, dy, x) : null];
};

export const CastLike = Cast;
