import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";

/** A value of the graph, or a number that takes the element type of the value it meets. */
export type Operand = Value | number;

type Binary = (g: Builder, a: Operand, b: Operand) => Value;
type Unary = (g: Builder, x: Value) => Value;

const binary =
  (op: string): Binary =>
  (g, a, b) =>
    g.op(op, [operand(g, a, b), operand(g, b, a)]);

const unary =
  (op: string): Unary =>
  (g, x) =>
    g.op(op, [x]);

function operand(g: Builder, a: Operand, other: Operand): Value {
  return typeof a === "number" ? g.scalar(a, typeof other === "number" ? undefined : other) : a;
}

// Elementwise operators spelled so that a rule reads like its formula.
export const add = binary("Add");
export const sub = binary("Sub");
export const mul = binary("Mul");
export const div = binary("Div");
export const pow = binary("Pow");
export const equal = binary("Equal");
export const greater = binary("Greater");
export const less = binary("Less");
export const neg = unary("Neg");
export const exp = unary("Exp");
export const log = unary("Log");

/** `yes` where `condition` holds and `no` elsewhere. */
export function where(g: Builder, condition: Value, yes: Operand, no: Operand): Value {
  return g.op("Where", [condition, operand(g, yes, no), operand(g, no, yes)]);
}

/** dy · sign(x): a mask instead of Sign, which WebGPU does not have. */
export function signed(g: Builder, dy: Value, x: Value): Value {
  return where(g, greater(g, x, 0), dy, where(g, less(g, x, 0), neg(g, dy), 0));
}

/**
 * `product`, a gradient dy · slope, but 0 where dy is 0: an infinite slope at an element that the objective does not
 * depend on (the branch that a Where left out) would otherwise make 0 · ∞ = NaN.
 */
export function keepZero(g: Builder, dy: Value, product: Value): Value {
  return where(g, equal(g, dy, 0), 0, product);
}
