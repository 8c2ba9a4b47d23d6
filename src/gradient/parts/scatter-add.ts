import { int, string } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { dtypes } from "../../graph/tensor.js";
import type { Attributes, Value } from "../../graph/types.js";
import { castLike } from "./cast-like.js";
import { expandLike } from "./shape.js";

export type Scatter = "ScatterElements" | "ScatterND";

/** Zeros in the shape of `x` with `dy` added at `indices`, of the element type of `dy`. */
export function scatterAdd(
  g: Builder,
  op: Scatter,
  dy: Value,
  indices: Value,
  x: Value,
  attributes: Attributes,
): Value {
  // ONNX Runtime does not add float16 there.
  const wide = dy.type.dtype === "float16" ? g.op("Cast", [dy], { to: int(dtypes.float32) }) : dy;
  const zeros = expandLike(g, g.scalar(0, wide), x);
  return castLike(g, g.op(op, [zeros, indices, wide], { ...attributes, reduction: string("add") }), dy);
}
