import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { div, mul, sub } from "../parts/arithmetic.js";
import type { GradRule } from "../rule.js";

const total = (g: Builder, x: Value): Value => g.op("ReduceSum", [x], { keepdims: int(0) });

/** y = start + i · delta. The limit only says how many there are. */
export const Range: GradRule = (g, dy, { inputs, outputs, wanted }) => {
  const [start, , delta] = inputs as [Value, Value, Value];
  const steps = (): Value => div(g, sub(g, outputs[0] as Value, start), delta);
  return [wanted[0] ? total(g, dy) : null, null, wanted[2] ? total(g, mul(g, dy, steps())) : null];
};
