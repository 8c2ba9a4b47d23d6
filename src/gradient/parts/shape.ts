import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";

/** The sizes of `x` where all of them are numbers. */
export function staticShape(x: Value): readonly number[] | null {
  const shape = x.type.shape;
  return shape?.every((dim) => typeof dim === "number") ? (shape as readonly number[]) : null;
}

/** The shape of `x` as a vector of int64: a constant where it is known, else computed when the graph runs. */
export function shapeOf(g: Builder, x: Value): Value {
  const shape = staticShape(x);
  return shape ? g.ints(shape) : g.op("Shape", [x]);
}

/** The size of `x` along `axis` (which may be negative) as a vector of one int64. */
export function sizeOf(g: Builder, x: Value, axis: number): Value {
  const size = x.type.shape?.at(axis);
  if (typeof size === "number") return g.ints([size]);
  // An end of 0 would stand for the first axis, so the last one is left open.
  return g.op("Shape", [x], axis === -1 ? { start: int(-1) } : { start: int(axis), end: int(axis + 1) });
}

/** The sizes `first` and after them those of `x` from the axis `start` on, as a vector of int64. */
export function shapeFrom(g: Builder, first: readonly number[], x: Value, start: number): Value {
  const rest = x.type.shape?.slice(start);
  if (rest?.every((dim) => typeof dim === "number")) return g.ints([...first, ...(rest as number[])]);
  const computed = g.op("Shape", [x], { start: int(start) });
  return first.length === 0 ? computed : g.op("Concat", [g.ints(first), computed], { axis: int(0) });
}

/** `value`, which has as many elements as `x`, in the shape of `x`. */
export function reshapeLike(g: Builder, value: Value, x: Value): Value {
  const shape = x.type.shape;
  const unknown = shape?.filter((dim) => typeof dim === "string").length ?? 0;
  // One size may be left to Reshape, unless another is 0 and it could be anything.
  if (shape && unknown < 2 && !(unknown === 1 && shape.includes(0))) {
    return reshape(
      g,
      value,
      g.ints(shape.map((dim) => (typeof dim === "string" ? -1 : dim))),
      shape.includes(0),
    );
  }
  return reshape(g, value, g.op("Shape", [x]), true);
}

/** `value` in `shape`; with `zero`, a 0 in it is a size of 0 and not "as it was". */
export function reshape(g: Builder, value: Value, shape: Value, zero = false): Value {
  return g.op("Reshape", [value, shape], zero ? { allowzero: int(1) } : {});
}

/** `value` repeated along its dimensions of size 1 to the shape of `x`. */
export function expandLike(g: Builder, value: Value, x: Value): Value {
  return g.op("Expand", [value, shapeOf(g, x)]);
}

/** Zeros in the shape of `x`. Expand, because WebGPU has no ConstantOfShape. */
export function zerosLike(g: Builder, x: Value): Value {
  return expandLike(g, g.scalar(0, x), x);
}

/** 0, 1, 2, … in the shape of `x`: where each element stands in row-major order. */
export function positions(g: Builder, x: Value): Value {
  const count = g.op("Range", [g.ints([0], []), g.op("Size", [x]), g.ints([1], [])]);
  return reshapeLike(g, count, x);
}
