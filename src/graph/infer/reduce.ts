import { add, max, min, mul, unknownDim } from "../dim.js";
import type { DType } from "../tensor.js";
import type { Dim } from "../types.js";
import { stored } from "./fold.js";
import { type Infer, inferred, type NodeView, type Shape, takes } from "./view.js";

/** The shape with `axes` gone or of size 1; all axes where `axes` is empty. */
function without(node: NodeView, x: Shape, axes: readonly number[]): Shape {
  const reduced = new Set(axes.map((axis) => node.axis(axis, x.length)));
  const gone = (axis: number): boolean => reduced.size === 0 || reduced.has(axis);
  return node.int("keepdims", 1) === 0
    ? x.filter((_, axis) => !gone(axis))
    : x.map((size, axis) => (gone(axis) ? 1 : size));
}

/** A reduction over `axes`, which are an attribute or input 1; `fold` computes it on a vector of known content. */
const reduce =
  (fold?: (a: Dim, b: Dim) => Dim): Infer =>
  (node) => {
    const x = node.shape();
    const dtype = node.dtype();
    if (!x) return [inferred(dtype, null)];
    const listed = node.axes("axes", 1);
    if (listed === null) {
      return [inferred(dtype, node.int("keepdims", 1) === 0 ? null : x.map(unknownDim))];
    }
    const axes = listed === "absent" ? [] : listed;
    if (axes.length === 0 && node.int("noop_with_empty_axes", 0) === 1) {
      return [inferred(dtype, x, node.elements())];
    }
    return [inferred(dtype, without(node, x, axes), fold ? folded(node, x, fold, dtype) : null)];
  };

function folded(node: NodeView, x: Shape, fold: (a: Dim, b: Dim) => Dim, dtype: DType | null): Shape | null {
  const elements = node.elements();
  if (!elements || elements.length === 0 || x.length !== 1 || !/^u?int/.test(dtype ?? "")) return null;
  return [stored(elements.reduce(fold), dtype)];
}

const arg: Infer = (node) => {
  const x = node.shape();
  return [inferred("int64", x && without(node, x, [node.int("axis", 0)]))];
};

export const reduceOps: Record<string, Infer> = {
  ReduceL1: takes(1, 2, reduce()),
  ReduceL2: takes(1, 2, reduce()),
  ReduceLogSum: takes(1, 2, reduce()),
  ReduceLogSumExp: takes(1, 2, reduce()),
  ReduceMax: takes(1, 2, reduce(max)),
  ReduceMean: takes(1, 2, reduce()),
  ReduceMin: takes(1, 2, reduce(min)),
  ReduceProd: takes(1, 2, reduce(mul)),
  ReduceSum: takes(1, 2, reduce(add)),
  ReduceSumSquare: takes(1, 2, reduce()),
  ArgMax: takes(1, 1, arg),
  ArgMin: takes(1, 1, arg),
};
