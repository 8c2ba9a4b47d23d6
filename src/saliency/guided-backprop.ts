import { classGradient } from "../class-gradient.js";
import type { GradRule, Rules } from "../gradient/rule.js";
import { rules } from "../gradient/rules/index.js";
import { channelMax } from "./channels.js";
import type { Method } from "./method.js";

/** What a ReLU passes back when only what raises the score may pass: nothing below zero. */
const guidedRelu: GradRule = (g, dy, op) => rules.Relu(g, g.op("Relu", [dy]), op);

/** The rules of guided backpropagation. */
export const guidedRules: Rules = { ...rules, Relu: guidedRelu };

/**
 * Guided backpropagation: the largest |∂S_y/∂x| over the channels, where each ReLU passes back positive gradients only.
 * Range [0, ∞). Sharp, and not faithful: the map hardly changes when the network's upper layers are made random (Adebayo
 * et al. 2018, arXiv 1810.03292), so that it shows edges of the picture more than reasons. Springenberg et al. 2014,
 * arXiv 1412.6806.
 */
export function guidedBackprop(): Method {
  return async (explainer, image, target, options) => {
    const { gradient, note } = await classGradient(
      explainer,
      image,
      target,
      { rules: guidedRules },
      options?.signal,
    );
    return { ...channelMax(gradient), notes: note === null ? [] : [note] };
  };
}
