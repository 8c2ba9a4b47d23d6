import { float, int } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Attributes, Value } from "../graph/types.js";
import { isWhole } from "./blocked-values.js";
import { enter } from "./enter.js";
import type { Around, Rewrite } from "./rewrite.js";

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
  const between = node?.op === "Less" && scalar(than as Value) === 6 ? reluSix(around, y, dy) : null;
  if (between) return [between];
  const blocked = enter(around, dy);
  return blocked && [around.g.op("Mul", [blocked, around.g.op("HardSigmoid", [y], steps)])];
};

/**
 * dy where 0 < y < 6, given dy · [y > 0]: both masks in one, HardSigmoid(2¹²⁷ · (3/4 − y/8)) with 1 less where y = 0. ONNX
 * Runtime computes it as one convolution. Eighths and the difference to 6/8 are exact, so that the sign is right.
 */
function reluSix({ g, producer }: Around, y: Value, dy: Value): Value | null {
  const product = producer(dy);
  const [given, isPositive] = product?.inputs ?? [];
  const step = isPositive ? producer(isPositive) : undefined;
  const channels = y.type.shape?.[1];
  if (product?.op !== "Mul" || !given || !isPositive || step?.op !== "HardSigmoid" || step.inputs[0] !== y)
    return null;
  if (!isWhole(channels)) return null;
  const eighths = g.op(
    "Conv",
    [y, g.floats(Array(channels).fill(-1 / 8), [channels, 1, 1, 1]), g.floats(Array(channels).fill(-1 / 4))],
    { group: int(channels) },
  );
  const between = g.op("HardSigmoid", [g.op("Add", [eighths, isPositive])], steep);
  return g.op("Mul", [given, between]);
}

const steep: Attributes = { alpha: float(2 ** 127), beta: float(0) };

/** The attributes of the HardSigmoid that is 1 where the condition holds and 0 elsewhere. */
function stepOf(op: string | undefined, bound: number | null): Attributes | null {
  if (op === "Greater" && bound === 0) return steep;
  // Powers of two lose nothing of y, and a float next to the bound is 2⁻²³ of it away.
  if (op !== "Less" || bound === null || bound < 2 ** -30 || bound > 2 ** 30) return null;
  return { alpha: float(-(2 ** 60)), beta: float(bound * 2 ** 60) };
}

const scalar = ({ constant }: Value): number | null =>
  constant?.dims.length === 0 ? (numbers(constant)[0] ?? null) : null;
