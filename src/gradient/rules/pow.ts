import type { Builder } from "../../graph/builder.js";
import { numbers } from "../../graph/constants.js";
import type { Value } from "../../graph/types.js";
import { equal, greater, keepZero, log, mul, pow, sub, where } from "../parts/arithmetic.js";
import { castLike } from "../parts/cast-like.js";
import { binary } from "./binary.js";

/**
 * y = aᵇ. A slope that is infinite at a = 0 counts as 0, as Sqrt has it. The derivative with respect to b is
 * y · log a where a > 0; elsewhere a power is defined for single exponents at most, and it counts as 0.
 */
export const Pow = binary(
  (g, dy, a, b) => {
    const exponent = b.constant && numbers(b.constant).length === 1 ? numbers(b.constant)[0] : undefined;
    return exponent === undefined ? anyPower(g, dy, a, castLike(g, b, a)) : fixedPower(g, dy, a, exponent);
  },
  (g, dy, a, b, y) => {
    const change = keepZero(g, dy, mul(g, mul(g, dy, y), log(g, a)));
    return castLike(g, where(g, greater(g, a, 0), change, 0), b);
  },
);

function fixedPower(g: Builder, dy: Value, a: Value, exponent: number): Value | null {
  if (exponent === 0) return null;
  if (exponent === 1) return dy;
  if (exponent === 2) return mul(g, dy, mul(g, a, 2));
  const slope = mul(g, pow(g, a, exponent - 1), exponent);
  if (exponent > 1 && Number.isInteger(exponent)) return mul(g, dy, slope);
  return keepZero(g, dy, mul(g, dy, exponent > 1 ? slope : where(g, equal(g, a, 0), 0, slope)));
}

function anyPower(g: Builder, dy: Value, a: Value, b: Value): Value {
  const atZero = where(g, equal(g, b, 1), g.scalar(1, a), 0);
  const elsewhere = mul(g, b, pow(g, a, sub(g, b, 1)));
  return keepZero(g, dy, mul(g, dy, where(g, equal(g, a, 0), atZero, elsewhere)));
}
