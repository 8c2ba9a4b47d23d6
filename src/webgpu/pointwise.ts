import { add, div, exp, greater, less, log, mul, sub, where } from "../gradient/parts/arithmetic.js";
import { attribute, float, int } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import type { Node, Value } from "../graph/types.js";
import { single } from "./lowering.js";

// Operators that ONNX Runtime does not have on WebGPU, by their formulas.

export const Sum = single((g, _, { inputs }) => total(g, inputs));

export const Mean = single((g, _, { inputs }) => mul(g, total(g, inputs), 1 / inputs.length));

const total = (g: Builder, inputs: Node["inputs"]): Value => {
  const [first, ...others] = inputs.filter((input) => input !== null) as [Value, ...Value[]];
  return others.reduce((sum, input) => add(g, sum, input), first);
};

/** 1 where x > 0, −1 where x < 0, else 0. */
export const Sign = single((g, x) =>
  where(g, greater(g, x, 0), 1, where(g, less(g, x, 0), -1, g.scalar(0, x))),
);

/** x / (1 + |x|) */
export const Softsign = single((g, x) => div(g, x, add(g, g.op("Abs", [x]), 1)));

/** γ · Elu(x) */
export const Selu = single((g, x, node) => {
  const alpha = attribute(node, "float", "alpha", 1.6732632423543772);
  const gamma = attribute(node, "float", "gamma", 1.0507009873554805);
  return mul(g, g.op("Elu", [x], { alpha: float(alpha) }), gamma);
});

/** α · Elu(x / α), whose own α is 1. */
export const Celu = single((g, x, node) => {
  const alpha = attribute(node, "float", "alpha", 1);
  return mul(g, g.op("Elu", [div(g, x, alpha)]), alpha);
});

/** Closer to 0 by `bias`, and 0 up to `lambd`. */
export const Shrink = single((g, x, node) => {
  const [bias, lambda] = [attribute(node, "float", "bias", 0), attribute(node, "float", "lambd", 0.5)];
  const below = where(g, less(g, x, -lambda), add(g, x, bias), 0);
  return where(g, greater(g, x, lambda), sub(g, x, bias), below);
});

/** x − max − log Σ e^(x − max) along the axis. */
export const LogSoftmax = single((g, x, node) => {
  const axes = g.ints([attribute(node, "int", "axis", -1)]);
  const shifted = sub(g, x, g.op("ReduceMax", [x, axes], { keepdims: int(1) }));
  return sub(g, shifted, log(g, g.op("ReduceSum", [exp(g, shifted), axes], { keepdims: int(1) })));
});
