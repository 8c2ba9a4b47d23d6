import { numbers } from "../../graph/constants.js";
import type { Value } from "../../graph/types.js";
import { equal, greater, less, mul, where } from "../parts/arithmetic.js";
import type { GradRule } from "../rule.js";

export const Where: GradRule = (g, dy, { inputs, wanted }) => {
  const condition = inputs[0] as Value;
  return [null, wanted[1] ? where(g, condition, dy, 0) : null, wanted[2] ? where(g, condition, 0, dy) : null];
};

/** At the kink 0 the slope is that of the left side. */
export const PRelu: GradRule = (g, dy, { inputs, wanted }) => {
  const [x, slope] = inputs as [Value, Value];
  const positive = greater(g, x, 0);
  return [
    wanted[0] ? where(g, positive, dy, mul(g, dy, slope)) : null,
    wanted[1] ? where(g, positive, 0, mul(g, dy, x)) : null,
  ];
};

/**
 * The bounds belong to x, as in PyTorch's clamp; beyond them the gradient is the bound's. Bounds 0 and 6 are ReLU6, which has at
 * both the slope 0 of what lies beyond, as a ReLU has and PyTorch's ReLU6: it can be told from y, so that x need not be kept.
 */
export const Clip: GradRule = (g, dy, { inputs, outputs, wanted }) => {
  const x = inputs[0] as Value;
  const [, min, max] = inputs;
  if (isNumber(min, 0) && isNumber(max, 6)) {
    const y = outputs[0] as Value;
    return [where(g, less(g, y, 6), where(g, greater(g, y, 0), dy, 0), 0)];
  }
  const raised = wanted[2] && min ? g.op("Max", [x, min]) : x;
  const below = (): Value => where(g, less(g, x, min as Value), dy, 0);
  return [
    wanted[0] ? where(g, equal(g, x, outputs[0] as Value), dy, 0) : null,
    // Where min > max, everything is max.
    wanted[1] ? (max ? where(g, greater(g, min as Value, max), 0, below()) : below()) : null,
    wanted[2] ? where(g, greater(g, raised, max as Value), dy, 0) : null,
  ];
};

const isNumber = (value: Value | null | undefined, number: number): boolean =>
  value?.constant != null && numbers(value.constant)[0] === number;
