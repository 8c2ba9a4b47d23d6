import { attribute, int } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { mul } from "../parts/arithmetic.js";
import { alongChannels, sumPerChannel } from "../parts/channel.js";
import { reshape, reshapeLike } from "../parts/shape.js";
import { standardize, standardizeBack } from "../parts/standardize.js";
import type { GradRule } from "../rule.js";

/** Scale and bias stand for each group up to opset 20, for each channel from 21 on. */
export const GroupNormalization: GradRule = (g, dy, { node, inputs, wanted }) => {
  const [x, scale] = inputs as Value[] as [Value, Value];
  const byGroup = g.opset < 21;
  const groups = g.ints([0, attribute(node, "int", "num_groups", 1), -1]);
  const grouped = (value: Value): Value => reshape(g, value, groups);
  const standard = standardize(g, grouped(x), [2], attribute(node, "float", "epsilon", 1e-5));
  const dxhat = byGroup
    ? mul(g, grouped(dy), g.op("Unsqueeze", [scale, g.ints([1])]))
    : grouped(mul(g, dy, alongChannels(g, scale, x, node)));
  const sum = (value: Value): Value =>
    byGroup
      ? g.op("ReduceSum", [grouped(value), g.ints([0, 2])], { keepdims: int(0) })
      : sumPerChannel(g, value, x, node);
  return [
    wanted[0] ? reshapeLike(g, standardizeBack(g, dxhat, standard), x) : null,
    wanted[1] ? sum(mul(g, dy, reshapeLike(g, standard.xhat, x))) : null,
    wanted[2] ? sum(dy) : null,
  ];
};
