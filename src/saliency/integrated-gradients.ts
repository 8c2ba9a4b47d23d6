import type { Tensor } from "../graph/tensor.js";
import { toInput } from "../model/normalization.js";
import { type Settings, settle } from "../setting.js";
import { channelSum, product } from "./channels.js";
import { meanGradient } from "./mean-gradient.js";
import type { Method } from "./method.js";

export interface IntegratedGradientsOptions {
  readonly steps?: number;
  readonly baseline?: "black" | "mean";
}

export const integratedGradientsSettings = {
  steps: { kind: "whole", standard: 64, least: 1, summary: "how many points of the path" },
  baseline: {
    kind: "choice",
    standard: "black",
    choices: ["black", "mean"],
    summary: "where the path begins: a black picture, or one of the picture's mean color",
  },
} as const satisfies Settings<IntegratedGradientsOptions>;

/**
 * Integrated gradients: the sum over the channels of (x − x′) · ∫₀¹ ∂S_y/∂x (x′ + α(x − x′)) dα, from a baseline x′ to the
 * network's normalized input x. Signed, and complete: the map adds up to S_y(x) − S_y(x′). The integral is taken by the
 * midpoint rule. Sundararajan et al. 2017, arXiv 1703.01365.
 */
export function integratedGradients(options: IntegratedGradientsOptions = {}): Method {
  const { steps, baseline } = settle("integrated-gradients", integratedGradientsSettings, options);
  return async (explainer, image, target, run) => {
    const from = baseline === "black" ? black(image) : meanColor(image);
    const begin = () => {
      let i = 0;
      return () => between(from, image, midpoint(i++, steps));
    };
    const path = { count: steps, unit: "step", begin };
    const { gradient, note } = await meanGradient(explainer, path, target, run);
    const [start, end] = [from, image].map((pixels) => toInput(explainer.model, pixels));
    const map = channelSum(product(minus(end as Tensor, start as Tensor), gradient));
    return { ...map, notes: note === null ? [] : [note] };
  };
}

/** The middle of part i of [0, 1] cut into `count`: better than Gauss's points where a gradient jumps, as a ReLU's does. */
export const midpoint = (i: number, count: number): number => (i + 0.5) / count;

const black = (image: Tensor): Tensor => ({ ...image, data: new Float32Array(image.data.length) });

function meanColor({ data, dims, ...rest }: Tensor): Tensor {
  const [, channels = 1] = dims;
  const area = data.length / channels;
  const means = Array.from({ length: channels }, (_, c) => {
    const plane = data.subarray(c * area, (c + 1) * area);
    return plane.reduce((sum, value) => sum + value, 0) / area;
  });
  return { ...rest, dims, data: data.map((_, i) => means[Math.floor(i / area)] as number) };
}

const minus = (a: Tensor, b: Tensor): Tensor => ({
  ...a,
  data: a.data.map((value, i) => value - (b.data[i] as number)),
});

const between = (a: Tensor, b: Tensor, part: number): Tensor => ({
  ...a,
  data: a.data.map((value, i) => value + part * ((b.data[i] as number) - value)),
});
