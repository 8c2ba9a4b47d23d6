import { attribute } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { mul } from "../parts/arithmetic.js";
import { standardize, standardizeBack } from "../parts/standardize.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

export const LayerNormalization: GradRule = (g, dy, { node, inputs, dys, wanted }) => {
  if (dys[1] || dys[2]) throw unsupported(node, "its outputs Mean or InvStdDev on the way to the scores");
  const [x, scale] = inputs as Value[] as [Value, Value];
  const rank = x.type.shape?.length;
  const axis = attribute(node, "int", "axis", -1);
  if (rank === undefined && axis >= 0) throw unsupported(node, `an input "${x.name}" of unknown rank`);
  const first = axis < 0 ? axis : axis - (rank ?? 0);
  const axes = Array.from({ length: -first }, (_, i) => first + i);
  const standard = standardize(g, x, axes, attribute(node, "float", "epsilon", 1e-5));
  return [
    wanted[0] ? standardizeBack(g, mul(g, dy, scale), standard) : null,
    wanted[1] ? mul(g, dy, standard.xhat) : null,
    wanted[2] ? dy : null,
  ];
};
