import { type Builder, int, type Value } from "regard";
import type { Layer, Scope } from "./network.js";

/** What the pictures of these networks are normalized with: (pixel − mean) / deviation. */
export const normalization = { mean: 0.5, deviation: 0.25 } as const;

/** The network on pixels in [0, 1]. */
export const onPixels =
  (network: Layer): Layer =>
  (scope: Scope, pixels: Value) => {
    const { g } = scope;
    const centered = g.op("Sub", [pixels, g.scalar(normalization.mean)]);
    return network(scope, g.op("Mul", [centered, g.scalar(1 / normalization.deviation)]));
  };

/** The mean over the pictures of −Σ target · log softmax(scores), a scalar. */
export function crossEntropy(g: Builder, scores: Value, targets: Value): Value {
  const logarithms = g.op("LogSoftmax", [scores], { axis: int(1) });
  const each = g.op("ReduceSum", [g.op("Mul", [targets, logarithms]), g.ints([1])], { keepdims: int(0) });
  const mean = g.op("ReduceMean", [each, g.ints([0])], { keepdims: int(0) });
  return g.op("Neg", [mean], {}, { outputs: ["loss"] });
}

/** The part of the pictures whose largest score is where their target is largest, a scalar. */
export function accuracy(g: Builder, scores: Value, targets: Value): Value {
  const best = (values: Value) => g.op("ArgMax", [values], { axis: int(1), keepdims: int(0) });
  const right = g.op("Cast", [g.op("Equal", [best(scores), best(targets)])], { to: int(1) });
  return g.op("ReduceMean", [right, g.ints([0])], { keepdims: int(0) }, { outputs: ["accuracy"] });
}
