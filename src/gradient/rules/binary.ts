import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { numbers } from "../../graph/constants.js";
import type { Value } from "../../graph/types.js";
import { div, keepZero, mul, neg, sub } from "../parts/arithmetic.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

type Partial = (g: Builder, dy: Value, a: Value, b: Value, y: Value) => Value | null;

/** The rule of y = f(a, b) from the two partial derivatives; the walk undoes broadcasting. */
export function binary(da: Partial, db: Partial): GradRule {
  return (g, dy, { inputs, outputs, wanted }) => {
    const [a, b] = inputs as [Value, Value];
    const y = outputs[0] as Value;
    return [wanted[0] ? da(g, dy, a, b, y) : null, wanted[1] ? db(g, dy, a, b, y) : null];
  };
}

const through: Partial = (_g, dy) => dy;

export const Add = binary(through, through);
export const Sub = binary(through, (g, dy) => neg(g, dy));
// Not guarded against 0 · ∞: an infinite factor shows in the value too, and no operator is used more.
export const Mul = binary(
  (g, dy, _a, b) => mul(g, dy, b),
  (g, dy, a) => mul(g, dy, a),
);
export const Div = binary(
  (g, dy, _a, b) => (neverZero(b) ? div(g, dy, b) : keepZero(g, dy, div(g, dy, b))),
  (g, dy, _a, b, y) => keepZero(g, dy, neg(g, mul(g, div(g, dy, b), y))),
);

/** Of floats only, where it is C's fmod: a − b · trunc(a / b), with the quotient constant almost everywhere. */
export const Mod: GradRule = (g, dy, op) => {
  if (attribute(op.node, "int", "fmod", 0) === 0) throw unsupported(op.node, "fmod = 0");
  return binary(through, (_g, _dy, a, b, y) => mul(g, dy, div(g, sub(g, y, a), b)))(g, dy, op);
};

/** A constant divisor needs no guard. */
const neverZero = (b: Value): boolean => b.constant !== null && !numbers(b.constant).includes(0);
