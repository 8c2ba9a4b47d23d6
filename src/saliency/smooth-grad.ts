import { random } from "../image/random.js";
import { type Settings, settle } from "../setting.js";
import { channelMax } from "./channels.js";
import { meanGradient } from "./mean-gradient.js";
import type { Method } from "./method.js";

export interface SmoothGradOptions {
  readonly samples?: number;
  readonly noise?: number;
  readonly seed?: number;
}

export const smoothGradSettings = {
  samples: { kind: "whole", standard: 32, least: 1, summary: "how many noisy copies of the picture" },
  noise: {
    kind: "number",
    standard: 0.1,
    summary: "standard deviation of their noise, as a share of the range of pixels",
  },
  seed: { kind: "whole", standard: 0, summary: "of the random numbers" },
} as const satisfies Settings<SmoothGradOptions>;

/**
 * SmoothGrad: the gradient map of ∂S_y/∂x averaged over copies of the picture with noise N(0, σ²), σ the share `noise` of the
 * range of pixels, [0, 1]; nothing is clipped. Range [0, ∞). The same seed gives the same map. Smilkov et al. 2017,
 * arXiv 1706.03825.
 */
export function smoothGrad(options: SmoothGradOptions = {}): Method {
  const { samples, noise, seed } = settle("smooth-grad", smoothGradSettings, options);
  return async (explainer, image, target, run) => {
    const begin = () => {
      const rng = random(seed);
      return () => ({ ...image, data: image.data.map((pixel) => pixel + noise * rng.normal()) });
    };
    const copies = { count: samples, unit: "sample", begin };
    const { gradient, note } = await meanGradient(explainer, copies, target, run);
    return { ...channelMax(gradient), notes: note === null ? [] : [note] };
  };
}
