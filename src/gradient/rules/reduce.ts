import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { dtypes, elementCount } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { div, equal, exp, keepZero, mul, signed, sub, where } from "../parts/arithmetic.js";
import { castLike } from "../parts/cast-like.js";
import { expandLike } from "../parts/shape.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule, Op } from "../rule.js";

/** The axes that the node lists; `null` where it lists none, which stands for all or, on demand, for no reduction. */
function listed({ inputs }: Op): Value | null {
  const axes = inputs[1] ?? null;
  return axes?.type.shape?.[0] === 0 ? null : axes;
}

/** A value in the shape of the node's output, with the reduced dimensions kept as 1. */
function kept(g: Builder, value: Value, op: Op): Value {
  const axes = listed(op);
  // Over all dimensions it is a scalar, which goes with any shape.
  if (!axes || attribute(op.node, "int", "keepdims", 1) === 1) return value;
  return g.op("Unsqueeze", [value, axes]);
}

/** Whether the node leaves its input as it is: `true`, `false`, or `null` where only the run shows it. */
function isNoop(op: Op): boolean | null {
  if (attribute(op.node, "int", "noop_with_empty_axes", 0) === 0) return false;
  const axes = listed(op);
  if (!axes) return true;
  return typeof axes.type.shape?.[0] === "number" ? false : null;
}

/** How many elements of x went into each element of y. */
function count(g: Builder, op: Op): Value | number {
  const x = op.inputs[0] as Value;
  const { shape } = x.type;
  const axes = listed(op);
  const over = axes ? axes.elements : shape?.map((_, axis) => axis);
  const sizes = over?.map((axis) => (typeof axis === "number" ? shape?.at(axis) : undefined));
  if (sizes?.every((size) => typeof size === "number")) return elementCount(sizes);
  // In float32, because float16 ends at 65504 and an empty batch must not divide integers by 0.
  const size = (value: Value): Value => g.op("Cast", [g.op("Size", [value])], { to: int(dtypes.float32) });
  return castLike(g, div(g, size(x), size(op.outputs[0] as Value)), x);
}

type Dx = (g: Builder, dy: Value, x: Value, y: Value, op: Op) => Value;

/** The rule of a reduction: `dx` is given dy and y with the reduced dimensions kept, so that they go with x. */
export function reduction(dx: Dx): GradRule {
  return (g, dy, op) => [
    dx(g, kept(g, dy, op), op.inputs[0] as Value, kept(g, op.outputs[0] as Value, op), op),
  ];
}

/** The same for what still changes x when nothing is reduced; ONNX and its runtimes differ on whether it then does. */
function curved(dx: Dx): GradRule {
  return reduction((g, dy, x, y, op) => {
    if (isNoop(op) !== false) throw unsupported(op.node, "noop_with_empty_axes = 1 and no constant axes");
    return dx(g, dy, x, y, op);
  });
}

export const ReduceSum = reduction((g, dy, x) => expandLike(g, dy, x));
export const ReduceMean = reduction((g, dy, x, _y, op) => {
  if (isNoop(op)) return dy;
  const n = count(g, op);
  return expandLike(g, typeof n === "number" ? mul(g, dy, 1 / n) : div(g, dy, n), x);
});
export const ReduceL1 = curved((g, dy, x) => signed(g, dy, x));
/** dy · x / y, and 0 where all of x is 0. */
export const ReduceL2 = curved((g, dy, x, y) => mul(g, x, where(g, equal(g, y, 0), 0, div(g, dy, y))));
export const ReduceSumSquare = curved((g, dy, x) => mul(g, x, mul(g, dy, 2)));
export const ReduceLogSum = curved((g, dy, x, y) => expandLike(g, keepZero(g, dy, div(g, dy, exp(g, y))), x));
export const ReduceLogSumExp = curved((g, dy, x, y) => mul(g, dy, exp(g, sub(g, x, y))));
