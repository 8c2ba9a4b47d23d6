import { classGradient } from "../class-gradient.js";
import { RegardError } from "../errors.js";
import type { Tensor } from "../graph/tensor.js";
import type { Heatmap } from "../image/heatmap.js";
import { resizeMap } from "../image/resize.js";
import { bindSize } from "../model/bind-size.js";
import type { Model } from "../model/model.js";
import { layerOf } from "../objective.js";
import { type Settings, settle } from "../setting.js";
import { channelSum } from "./channels.js";
import type { Method } from "./method.js";

export interface GradCamOptions {
  readonly layer?: string | null;
}

export const gradCamSettings = {
  layer: {
    kind: "layer",
    standard: null,
    summary:
      "the layer that is looked at (without it: the last one whose activation has a height and a width)",
  },
} as const satisfies Settings<GradCamOptions>;

/**
 * Grad-CAM: ReLU(Σ_k α_k · A_k), A_k the channels of a layer's activation [1, K, H, W] and α_k the mean of ∂S_y/∂A_k over the
 * places, resized bilinearly to the picture. Range [0, ∞). Throws `RegardError("usage")` for a layer without height and
 * width. Selvaraju et al. 2016, arXiv 1610.02391.
 */
export function gradCam(options: GradCamOptions = {}): Method {
  const { layer } = settle("grad-cam", gradCamSettings, options);
  return async (explainer, image, target, run) => {
    const name = layer === null ? lastSpatialLayer(explainer.model) : layerOf(explainer.model, layer).name;
    const { gradient, note } = await classGradient(explainer, image, target, { wrt: name }, run?.signal);
    checkSpatial(name, gradient);
    const cam = weightedSum(await explainer.activation(image, name, run?.signal), gradient);
    const positive = { ...cam, data: cam.data.map((value) => Math.max(0, value)) };
    const [, , height = 0, width = 0] = image.dims;
    return { ...resizeMap(positive, width, height), notes: note === null ? [] : [note] };
  };
}

/** Σ_k α_k · A_k for an activation A [1, K, H, W] and its gradient, α_k the mean of channel k of the gradient. */
export function weightedSum(activation: Tensor, gradient: Tensor): Heatmap {
  const weights = channelMeans(gradient);
  const area = activation.data.length / weights.length;
  const data = activation.data.map((value, i) => value * (weights[Math.floor(i / area)] as number));
  return channelSum({ ...activation, data });
}

/** The mean of each channel of [1, K, H, W]. */
export function channelMeans({ data, dims }: Tensor): number[] {
  const [, channels = 0] = dims;
  const area = data.length / channels;
  return Array.from({ length: channels }, (_, k) => {
    return data.subarray(k * area, (k + 1) * area).reduce((sum, value) => sum + value, 0) / area;
  });
}

function lastSpatialLayer(model: Model): string {
  const found = bindSize(model).layers.findLast(({ value: { type } }) => {
    const [, , height, width] = type.shape ?? [];
    return type.shape?.length === 4 && Number(height) > 1 && Number(width) > 1;
  });
  if (found) return found.name;
  throw new RegardError("usage", `${model.name}: no layer is known to have a height and a width; name one`);
}

function checkSpatial(layer: string, { dims }: Tensor): void {
  if (dims.length === 4) return;
  throw new RegardError(
    "usage",
    `the layer "${layer}" is [${dims.join(", ")}], not [N, channels, height, width]; choose one with height and width`,
  );
}
