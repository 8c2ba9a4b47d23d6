import { checkFinite, classGradient } from "../class-gradient.js";
import { RegardError } from "../errors.js";
import type { Explainer } from "../explainer.js";
import { elementCount, type Tensor, tensor } from "../graph/tensor.js";
import { bindSize } from "../model/bind-size.js";
import type { Model } from "../model/model.js";
import { probabilities } from "../model/probabilities.js";
import { layer, layerOf } from "../objective.js";

/** A channel of a layer, by the layer's name. */
export interface Channel {
  readonly layer: string;
  readonly channel: number;
}

/** What is climbed: the score of a class, or the mean activation of a channel over its positions. */
export type Goal = number | Channel;

/** How high a picture stands. */
export interface Height {
  readonly score: number;
  /** Of the class; `null` for a channel, which has none. */
  readonly probability: number | null;
}

/** How high it stands, and which way is up. */
interface Slope extends Height {
  /** [1, 3, H, W] in the network's input. */
  readonly gradient: Tensor;
  readonly note: string | null;
}

/**
 * What is asked of pictures [1, 3, H, W] on the way to a goal. `slope` throws `RegardError("model")` where the goal does not
 * depend on the picture.
 */
interface Hill {
  height(pixels: Tensor, signal?: AbortSignal): Promise<Height>;
  slope(pixels: Tensor, signal?: AbortSignal): Promise<Slope>;
}

/** The hill with a goal on its top. Throws `RegardError("usage")` where the network has no such layer or channel. */
export const hillOf = (explainer: Explainer, goal: Goal): Hill =>
  typeof goal === "number" ? classHill(explainer, goal) : channelHill(explainer, goal);

function classHill(explainer: Explainer, target: number): Hill {
  const read = (scores: Tensor): Height => ({
    score: scores.data[target] ?? Number.NaN,
    probability: probabilities(scores).data[target] ?? Number.NaN,
  });
  return {
    height: async (pixels, signal) => read(await explainer.scores(pixels, signal)),
    async slope(pixels, signal) {
      const { scores, gradient, note } = await classGradient(explainer, pixels, target, {}, signal);
      return { ...read(scores), gradient, note };
    },
  };
}

function channelHill(explainer: Explainer, goal: Channel): Hill {
  const { model } = explainer;
  const seed = meanOf(model, goal);
  const of = layer(goal.layer);
  const what = `channel ${goal.channel} of layer "${goal.layer}"`;
  const read = ({ data }: Tensor): Height => ({
    score: data.reduce((sum, element, i) => sum + element * (seed.data[i] as number), 0),
    probability: null,
  });
  return {
    height: async (pixels, signal) => read(await explainer.activation(pixels, goal.layer, signal)),
    async slope(pixels, signal) {
      const { value, gradient } = await explainer.gradient(pixels, seed, { of }, signal);
      checkFinite(gradient, `${model.name}: the gradient of ${what}`);
      if (gradient.data.every((element) => element === 0)) throw silent(model, what);
      return { ...read(value), gradient, note: null };
    },
  };
}

/** The seed that averages a channel over its positions, with the layer's shape for one picture of the model's size. */
function meanOf(model: Model, { layer: name, channel }: Channel): Tensor {
  const [, channels, ...positions] = layerOf(bindSize(model), name).value.type.shape ?? [];
  const sizes = positions.filter((size) => typeof size === "number");
  if (typeof channels !== "number" || sizes.length < positions.length) {
    throw new RegardError(
      "model",
      `${model.name}: the shape of layer "${name}" is not known, so it has no channels`,
    );
  }
  if (!Number.isInteger(channel) || channel < 0 || channel >= channels) {
    throw new RegardError(
      "usage",
      `no channel ${channel}: the channels of "${name}" are 0 to ${channels - 1}`,
    );
  }
  const area = elementCount(sizes);
  const data = new Float32Array(channels * area).fill(1 / area, channel * area, (channel + 1) * area);
  return tensor(data, [1, channels, ...sizes]);
}

const silent = ({ name }: Model, what: string): RegardError =>
  new RegardError(
    "model",
    `${name}: nothing in this picture reaches ${what} (its gradient is exactly zero); choose another channel, another ` +
      `seed, or the layer before its ReLU`,
  );
