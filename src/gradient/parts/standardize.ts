import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { add, div, mul, sub } from "./arithmetic.js";

/** x̂ = (x − μ) / √(σ² + ε), with mean and variance taken over some axes of x. */
export interface Standardized {
  readonly xhat: Value;
  readonly deviation: Value;
  readonly axes: Value;
}

const mean = (g: Builder, x: Value, axes: Value): Value => g.op("ReduceMean", [x, axes]);

export function standardize(g: Builder, x: Value, over: readonly number[], epsilon: number): Standardized {
  const axes = g.ints(over);
  const centered = sub(g, x, mean(g, x, axes));
  const variance = mean(g, mul(g, centered, centered), axes);
  const deviation = g.op("Sqrt", [add(g, variance, epsilon)]);
  return { xhat: div(g, centered, deviation), deviation, axes };
}

/** ∂x̂/∂x applied to dx̂: (dx̂ − mean(dx̂) − x̂ · mean(dx̂ · x̂)) / √(σ² + ε). */
export function standardizeBack(g: Builder, dxhat: Value, { xhat, deviation, axes }: Standardized): Value {
  const along = mul(g, xhat, mean(g, mul(g, dxhat, xhat), axes));
  return div(g, sub(g, sub(g, dxhat, mean(g, dxhat, axes)), along), deviation);
}
