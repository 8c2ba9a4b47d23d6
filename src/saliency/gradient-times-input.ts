import { classGradient } from "../class-gradient.js";
import { toInput } from "../model/normalization.js";
import { channelSum, product } from "./channels.js";
import type { Method } from "./method.js";

/**
 * Gradient times input: the sum over the channels of x · ∂S_y/∂x, x the network's normalized input. Signed: above zero is
 * what raises the score of the class, to first order and against x = 0. Shrikumar et al. 2016, arXiv 1605.01713.
 */
export function gradientTimesInput(): Method {
  return async (explainer, image, target, options) => {
    const { gradient, note } = await classGradient(explainer, image, target, {}, options?.signal);
    const map = channelSum(product(toInput(explainer.model, image), gradient));
    return { ...map, notes: note === null ? [] : [note] };
  };
}
