import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { dtypes } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";

/** `value` in the element type of `like`. */
export function castLike(g: Builder, value: Value, like: Value): Value {
  const { dtype } = like.type;
  if (dtype === null) return g.op("CastLike", [value, like]);
  return dtype === value.type.dtype ? value : g.op("Cast", [value], { to: int(dtypes[dtype]) });
}
