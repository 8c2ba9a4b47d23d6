import { attribute } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { add, div, mul, neg, sub } from "../parts/arithmetic.js";
import { alongChannels, sumPerChannel } from "../parts/channel.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

/** y = k · (x − mean) + bias with k = scale / √(variance + ε), the statistics being inputs. */
export const BatchNormalization: GradRule = (g, dy, { node, inputs, wanted }) => {
  if (attribute(node, "int", "training_mode", 0) !== 0) {
    throw unsupported(node, "training_mode = 1", "export the model for inference");
  }
  const [x, scale, , mean, variance] = inputs as Value[] as [Value, Value, Value, Value, Value];
  const stabilized = add(g, variance, attribute(node, "float", "epsilon", 1e-5));
  const deviation = g.op("Sqrt", [stabilized]);
  const k = div(g, scale, deviation);
  const dx = wanted[0] ? mul(g, dy, alongChannels(g, k, x, node)) : null;
  if (!wanted.includes(true, 1)) return [dx];
  const dbias = sumPerChannel(g, dy, x, node);
  const dk = sumPerChannel(g, mul(g, dy, sub(g, x, alongChannels(g, mean, x, node))), x, node);
  const dvariance = mul(g, div(g, mul(g, dk, k), stabilized), -0.5);
  return [dx, div(g, dk, deviation), dbias, neg(g, mul(g, dbias, k)), dvariance];
};
