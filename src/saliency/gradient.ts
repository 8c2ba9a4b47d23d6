import { classGradient } from "../class-gradient.js";
import { channelMax } from "./channels.js";
import type { Method } from "./method.js";

/**
 * The gradient map M = max over channels of |∂S_y/∂x|, x the network's normalized input and S_y the score of the class
 * before Softmax. Range [0, ∞). Simonyan et al. 2013, arXiv 1312.6034.
 */
export function gradient(): Method {
  return async (explainer, image, target, options) => {
    const { gradient, note } = await classGradient(explainer, image, target, {}, options?.signal);
    return { ...channelMax(gradient), notes: note === null ? [] : [note] };
  };
}
