import { int } from "../../graph/attributes.js";
import { div, equal, mul, where } from "../parts/arithmetic.js";
import { reduction } from "./reduce.js";

/**
 * The product of the other elements, also where some are 0: with one 0 only its own derivative is left, with two none.
 */
export const ReduceProd = reduction((g, dy, x, _y, { node, inputs }) => {
  const over = { ...node.attributes, keepdims: int(1) };
  const axes = inputs[1] ?? null;
  const zero = equal(g, x, 0);
  const nonzero = where(g, zero, g.scalar(1, x), x);
  const zeros = g.op("ReduceSum", [where(g, zero, g.scalar(1, x), 0), axes], over);
  const product = mul(g, dy, g.op("ReduceProd", [nonzero, axes], over));
  const atZero = where(g, equal(g, zeros, 1), product, 0);
  const elsewhere = where(g, equal(g, zeros, 0), product, 0);
  return where(g, zero, atZero, div(g, elsewhere, nonzero));
});
