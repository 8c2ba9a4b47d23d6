import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import type { Op } from "../rule.js";

/** Gradients that are zero wherever the value they belong to is. */
const vanishing = new WeakMap<Value, Value>();

/** Notes that the gradient `dx` is zero wherever `x` is. */
export function noteVanishing(dx: Value, x: Value): void {
  vanishing.set(dx, x);
}

/** Whether the gradient `dx` is known to be zero wherever `x` is. */
export const vanishes = (dx: Value, x: Value): boolean => vanishing.get(dx) === x;

/**
 * Whether x comes out of a ReLU, or several of them concatenated, and nothing but what lies before it is asked for: then the
 * gradient at its zeros is zero in the end, whatever it is here.
 */
export function isRectified(
  g: Builder,
  x: Value,
  { wrt, rules }: Pick<Op, "wrt" | "rules">,
  relu: unknown,
): boolean {
  if (wrt.has(x) || rules.Relu !== relu) return false;
  const node = g.producer(x);
  if (node?.domain !== "") return false;
  if (node.op === "Relu") return true;
  return (
    node.op === "Concat" &&
    node.inputs.every((input) => input !== null && isRectified(g, input, { wrt, rules }, relu))
  );
}
