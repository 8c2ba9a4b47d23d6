import { float } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Value } from "../graph/types.js";
import type { Around, Rewrite } from "./rewrite.js";

/** The largest power of two in float32. */
const steepest = 2 ** 127;

/**
 * dy where y > 0 and 0 elsewhere, as dy · HardSigmoid(2¹²⁷ · y): Greater and Where would leave the blocked layout. The mask
 * is exactly 0 or 1 for every y but 0 < y < 2⁻¹²⁷, numbers below the normal ones, where it lies between. It is taken where
 * both come from convolutions and their like alone, because 0 · ∞ would not be 0.
 */
export const mask: Rewrite = ({ op, inputs }, around) => {
  const [condition, dy, zero] = inputs;
  if (op !== "Where" || !condition || !dy || !zero || !isZero(zero)) return null;
  const y = positive(around, condition);
  if (!y || !around.isBlocked(y) || !around.isBlocked(dy)) return null;
  return [around.g.op("Mul", [dy, isPositive(around, y)])];
};

/** 1 where y > 0, else 0. */
export const isPositive = ({ g }: Around, y: Value): Value =>
  g.op("HardSigmoid", [y], { alpha: float(steepest), beta: float(0) });

/** The y of a condition y > 0. */
function positive({ producer }: Around, condition: Value): Value | null {
  const node = producer(condition);
  const [y, zero] = node?.inputs ?? [];
  return node?.op === "Greater" && y && zero && isZero(zero) ? y : null;
}

const isZero = ({ constant }: Value): boolean => constant?.dims.length === 0 && numbers(constant)[0] === 0;
