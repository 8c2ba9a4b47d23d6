import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { dtypes, isFloat } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import type { GradRule } from "../rule.js";

/** `value` in the element type of `like`. */
export function castLike(g: Builder, value: Value, like: Value): Value {
  const { dtype } = like.type;
  if (dtype === null) return g.op("CastLike", [value, like]);
  return dtype === value.type.dtype ? value : g.op("Cast", [value], { to: int(dtypes[dtype]) });
}

/**
 * Between floats the gradient is cast back; what was an integer has none. Where the type is not known, a gradient cast
 * to integers can only end in a node that makes integers of floats, and those have none either.
 */
export const Cast: GradRule = (g, dy, { inputs }) => {
  const x = inputs[0] as Value;
  return [x.type.dtype === null || isFloat(x.type.dtype) ? castLike(g, dy, x) : null];
};

export const CastLike = Cast;
