import type { Value } from "../../graph/types.js";
import { equal, mul, where } from "../parts/arithmetic.js";
import type { GradRule } from "../rule.js";

export const Sum: GradRule = (_g, dy, { inputs }) => inputs.map(() => dy);

export const Mean: GradRule = (g, dy, { inputs }) => {
  const part = mul(g, dy, 1 / inputs.length);
  return inputs.map(() => part);
};

/** The gradient goes whole to the first input that is the extreme. */
const extreme: GradRule = (g, dy, { inputs, outputs, wanted }) => {
  let rest = dy;
  return inputs.map((input, i) => {
    if (i === inputs.length - 1) return rest;
    const wins = equal(g, input as Value, outputs[0] as Value);
    const dx = wanted[i] ? where(g, wins, rest, 0) : null;
    rest = where(g, wins, 0, rest);
    return dx;
  });
};

export const Max = extreme;
export const Min = extreme;
