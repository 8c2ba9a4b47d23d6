import { int } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import type { Value } from "../graph/types.js";

/**
 * Sums `dx` over the dimensions along which `x` was broadcast, so that it has the shape of `x`. Where the shapes are
 * not known before the run, the dimensions are found by nodes that compare them.
 */
export function sumTo(g: Builder, dx: Value, x: Value): Value {
  const from = dx.type.shape;
  const to = x.type.shape;
  if (!from || !to) return sumAtRun(g, dx, x);
  const added = from.length - to.length;
  const axes: number[] = [];
  for (const [axis, size] of from.entries()) {
    const target = axis < added ? null : (to[axis - added] ?? null);
    if (target === size) continue;
    // Only a size of 1 can have been stretched; another number came through unchanged under another symbol.
    if (target === null || target === 1) axes.push(axis);
    else if (typeof target === "string" && size !== 1) return sumAtRun(g, dx, x);
  }
  if (axes.length === 0) return dx;
  const sum = g.op("ReduceSum", [dx, g.ints(axes)], { keepdims: int(1) });
  return added === 0 ? sum : g.op("Squeeze", [sum, g.ints(Array.from({ length: added }, (_, i) => i))]);
}

/**
 * Whether `dx` can have the shape of a broadcast of `x`, and its element type, as far as they are known. Integers on the way
 * stand for the numbers that quantization rounded, and their gradient is one of floats.
 */
export function canSumTo(dx: Value, x: Value): boolean {
  const [from, to] = [dx.type.shape, x.type.shape];
  const [found, wanted] = [dx.type.dtype, x.type.dtype];
  if (found !== wanted && found !== null && wanted !== null && !/^u?int/.test(wanted)) return false;
  if (!from || !to) return true;
  return to.every((size, axis) => {
    const stretched = from[axis + from.length - to.length];
    return (
      stretched !== undefined &&
      (size === 1 || typeof size === "string" || typeof stretched === "string" || stretched === size)
    );
  });
}

/** The same with axes computed when the graph runs: those where x has size 1 (after aligning ranks) and dx has more. */
function sumAtRun(g: Builder, dx: Value, x: Value): Value {
  const shape = g.op("Shape", [x]);
  const rank = g.op("Shape", [g.op("Shape", [dx])]);
  const missing = g.op("Sub", [rank, g.op("Shape", [shape])]);
  const ones = g.op("Expand", [g.ints([1]), missing]);
  const aligned = g.op("Concat", [ones, shape], { axis: int(0) });
  const stretched = g.op("Not", [g.op("Equal", [aligned, g.op("Shape", [dx])])]);
  const axes = g.op("Squeeze", [g.op("NonZero", [stretched]), g.ints([0])]);
  const sum = g.op("ReduceSum", [dx, axes], { keepdims: int(1), noop_with_empty_axes: int(1) });
  return g.op("Reshape", [sum, shape], { allowzero: int(1) });
}
