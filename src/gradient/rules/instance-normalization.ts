import { attribute } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { mul } from "../parts/arithmetic.js";
import { alongChannels, axesAfterChannel, sumPerChannel } from "../parts/channel.js";
import { standardize, standardizeBack } from "../parts/standardize.js";
import type { GradRule } from "../rule.js";

export const InstanceNormalization: GradRule = (g, dy, { node, inputs, wanted }) => {
  const [x, scale] = inputs as Value[] as [Value, Value];
  const epsilon = attribute(node, "float", "epsilon", 1e-5);
  const standard = standardize(g, x, axesAfterChannel(x, node), epsilon);
  return [
    wanted[0] ? standardizeBack(g, mul(g, dy, alongChannels(g, scale, x, node)), standard) : null,
    wanted[1] ? sumPerChannel(g, mul(g, dy, standard.xhat), x, node) : null,
    wanted[2] ? sumPerChannel(g, dy, x, node) : null,
  ];
};
