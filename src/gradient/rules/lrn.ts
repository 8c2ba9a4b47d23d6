import { attribute, int, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { add, mul, pow, sub } from "../parts/arithmetic.js";
import { reshape, reshapeLike } from "../parts/shape.js";
import type { GradRule } from "../rule.js";

/** y = x · s^−β with s = bias + α · (mean of x² over `size` neighbouring channels, zeros beyond the ends). */
export const LRN: GradRule = (g, dy, { node, inputs, outputs }) => {
  const x = inputs[0] as Value;
  const size = attribute(node, "int", "size", 1);
  const alpha = attribute(node, "float", "alpha", 1e-4);
  const beta = attribute(node, "float", "beta", 0.75);
  const [less, more] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  const [u, v, dv] = [x, outputs[0] as Value, dy].map((value) => columns(g, value)) as [Value, Value, Value];

  const s = add(
    g,
    mul(g, overChannels(g, mul(g, u, u), less, more), alpha),
    attribute(node, "float", "bias", 1),
  );
  const shared = overChannels(g, g.op("Div", [mul(g, dv, v), s]), more, less);
  const du = sub(g, mul(g, dv, pow(g, s, -beta)), mul(g, mul(g, u, shared), 2 * alpha * beta));
  return [reshapeLike(g, du, x)];
};

/** [N, C, …] as the images [N, 1, C, …] whose rows are channels. */
function columns(g: Builder, x: Value): Value {
  return g.op("Unsqueeze", [reshape(g, x, g.ints([0, 0, -1])), g.ints([1])]);
}

/** The mean over each channel, the `before` ones before it and the `after` ones after it. */
function overChannels(g: Builder, x: Value, before: number, after: number): Value {
  return g.op("AveragePool", [x], {
    kernel_shape: ints([before + 1 + after, 1]),
    pads: ints([before, 0, after, 0]),
    count_include_pad: int(1),
  });
}
