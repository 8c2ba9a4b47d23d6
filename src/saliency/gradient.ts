import { classGradient } from "../class-gradient.js";
import type { Tensor } from "../graph/tensor.js";
import type { Heatmap } from "../image/heatmap.js";
import type { Method } from "./method.js";

/**
 * The gradient map M = max over channels of |∂S_y/∂x|, x the network's normalized input and S_y the score of the class
 * before Softmax. Range [0, ∞). Simonyan et al. 2013, arXiv 1312.6034.
 */
export function gradient(): Method {
  return async (explainer, image, target, options) => {
    const { scores, gradient, note } = await classGradient(explainer, image, target, options?.signal);
    return { ...channelMax(gradient), scores, notes: note === null ? [] : [note] };
  };
}

/** The largest absolute value over the channels of [1, C, H, W], per pixel. */
function channelMax({ data, dims }: Tensor): Heatmap {
  const [, channels = 0, height = 0, width = 0] = dims;
  const area = height * width;
  const map = new Float32Array(area);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < area; i++) map[i] = Math.max(map[i] ?? 0, Math.abs(data[c * area + i] ?? 0));
  }
  return { width, height, data: map };
}
