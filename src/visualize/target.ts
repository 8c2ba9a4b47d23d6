import { classGradient } from "../class-gradient.js";
import { RegardError } from "../errors.js";
import { type Explainer, oneHot } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import { probabilities } from "../model/probabilities.js";
import { channelMeans, layerOf } from "../objective.js";

/** A channel of a layer: its index on the second axis of the layer's activation. In a dense layer that is one neuron. */
export interface Channel {
  readonly layer: string;
  readonly channel: number;
}

/** What is climbed: the score of a class, or the mean activation of a channel. Olah et al. 2017, doi 10.23915/distill.00007. */
export type Target = number | Channel;

/** What a picture gives of a target. */
export interface Standing {
  readonly score: number;
  /** NaN for a channel, which has none. */
  readonly probability: number;
}

/** A target of a network, as a climb asks about it. */
export interface Summit {
  readonly at: (pixels: Tensor, signal?: AbortSignal) => Promise<Standing>;
  readonly slope: (
    pixels: Tensor,
    signal?: AbortSignal,
  ) => Promise<Standing & { readonly gradient: Tensor; readonly note: string | null }>;
}

/** The target of a network. Throws `RegardError("usage")` where there is no such layer. */
export function summitOf(explainer: Explainer, target: Target): Summit {
  return typeof target === "number" ? classSummit(explainer, target) : channelSummit(explainer, target);
}

function classSummit(explainer: Explainer, target: number): Summit {
  const standing = (scores: Tensor): Standing => ({
    score: scores.data[target] ?? Number.NaN,
    probability: probabilities(scores).data[target] ?? Number.NaN,
  });
  return {
    at: async (pixels, signal) => standing(await explainer.scores(pixels, signal)),
    async slope(pixels, signal) {
      const { scores, gradient, note } = await classGradient(explainer, pixels, target, {}, signal);
      return { ...standing(scores), gradient, note };
    },
  };
}

function channelSummit(explainer: Explainer, { layer, channel }: Channel): Summit {
  const { name, value } = layerOf(explainer.model, layer);
  const channels = Number(value.type.shape?.[1]);
  if (!Number.isInteger(channels)) {
    throw new RegardError("usage", `the layer "${name}" is not known to have channels; choose another`);
  }
  if (!(Number.isInteger(channel) && channel >= 0 && channel < channels)) {
    throw new RegardError("usage", `no channel ${channel}: those of "${name}" are 0 to ${channels - 1}`);
  }
  const ask = async (pixels: Tensor, signal?: AbortSignal) => {
    const { value: means, gradient } = await explainer.gradient(
      pixels,
      oneHot([channel], channels),
      { of: channelMeans(name) },
      signal,
    );
    return { score: means.data[channel] ?? Number.NaN, probability: Number.NaN, gradient };
  };
  return {
    at: ask,
    async slope(pixels, signal) {
      const answer = await ask(pixels, signal);
      if (isZero(answer.gradient)) throw silent(explainer.model.name, name, channel);
      return { ...answer, note: null };
    },
  };
}

function isZero({ data }: Tensor): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) return false;
  return true;
}

const silent = (model: string, layer: string, channel: number): RegardError =>
  new RegardError(
    "model",
    `${model}: channel ${channel} of "${layer}" does not answer to this picture (its gradient is exactly zero); choose ` +
      `another seed, start from a picture, or take the layer before its ReLU`,
  );
