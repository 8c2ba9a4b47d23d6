import { float } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Attributes, Value } from "../graph/types.js";
import { enter } from "./enter.js";
import type { Rewrite } from "./rewrite.js";

/**
 * dy where y > 0, or y < bound, and 0 elsewhere, as dy · HardSigmoid(2¹²⁷ · y): Greater, Less and Where would leave the
 * blocked layout. The mask is exactly 0 or 1 for every y but 0 < y < 2⁻¹²⁷, numbers below the normal ones, where it lies
 * between. It is taken where `dy` is a sum of products alone, because 0 · ∞ would not be 0.
 */
export const mask: Rewrite = ({ op, inputs }, around) => {
  const [condition, dy, zero] = inputs;
  if (op !== "Where" || !condition || !dy || !zero || scalar(zero) !== 0) return null;
  const node = around.producer(condition);
  const [y, than] = node?.inputs ?? [];
  const steps = y && than ? stepOf(node?.op, scalar(than)) : null;
  if (!steps || !y || !around.isBlocked(y)) return null;
  if (String(dy.type.shape) !== String(y.type.shape)) return null;
  const blocked = enter(around, dy);
  return blocked && [around.g.op("Mul", [blocked, around.g.op("HardSigmoid", [y], steps)])];
};

/** The attributes of the HardSigmoid that is 1 where the condition holds and 0 elsewhere. */
function stepOf(op: string | undefined, bound: number | null): Attributes | null {
  if (op === "Greater" && bound === 0) return { alpha: float(2 ** 127), beta: float(0) };
  // Powers of two lose nothing of y, and a float next to the bound is 2⁻²³ of it away.
  if (op !== "Less" || bound === null || bound < 2 ** -30 || bound > 2 ** 30) return null;
  return { alpha: float(-(2 ** 60)), beta: float(bound * 2 ** 60) };
}

const scalar = ({ constant }: Value): number | null =>
  constant?.dims.length === 0 ? (numbers(constant)[0] ?? null) : null;
