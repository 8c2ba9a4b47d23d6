import { int, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { dtypes } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { sizeOf } from "./shape.js";

// An operator that is linear and acts along one axis at a time is a matrix for each axis. Applied to the identity it
// tells that matrix itself, with whatever modes it has; a runtime computes it once, where the sizes are fixed.

/** The identity matrix over `axis` of `x`, [size, size], of the element type of `like`. */
export function identityOver(g: Builder, x: Value, axis: number, like: Value): Value {
  const size = sizeOf(g, x, axis);
  const zero = g.op("Expand", [g.scalar(0, like), g.op("Concat", [size, size], { axis: int(0) })]);
  return g.op("EyeLike", [zero], { dtype: int(dtypes[like.type.dtype ?? "float32"]) });
}

/** The adjoint along one axis of `dy`, which has `rank` axes; `matrix` is [size of the output, size of the input]. */
export function adjointAlong(g: Builder, dy: Value, matrix: Value, axis: number, rank: number): Value {
  if (axis === rank - 1) return g.op("MatMul", [dy, matrix]);
  if (axis === rank - 2) return g.op("MatMul", [g.op("Transpose", [matrix], { perm: ints([1, 0]) }), dy]);
  const order = Array.from({ length: rank }, (_, i) => (i === axis ? rank - 1 : i === rank - 1 ? axis : i));
  const perm = { perm: ints(order) };
  return g.op("Transpose", [g.op("MatMul", [g.op("Transpose", [dy], perm), matrix])], perm);
}
