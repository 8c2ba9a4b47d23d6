import type { Tensor } from "../graph/tensor.js";
import type { Model } from "./model.js";
import { inputRange, toInput, toPixels } from "./normalization.js";

/**
 * The space in which recipes step: the network's normalized input x divided by one number. The number is 1 wherever x
 * is standardized, so that rates and penalties mean what they mean in the papers. A network that takes 0 … 255 has the
 * same pictures 58 times wider, so that a step of a given length moves them 58 times less, and one along the gradient,
 * itself 58 times smaller, thousands of times; there x is divided by that width.
 */
export interface Space {
  /** x = unit · z */
  readonly unit: number;
  /** Smallest and largest z of each channel for pixels in [0, 1]. */
  readonly range: readonly (readonly [number, number])[];
  readonly fromPixels: (pixels: Tensor) => Tensor;
  /** Written into `into`, other memory of the same size, where it is given. */
  readonly toPixels: (z: Tensor, into?: Float32Array) => Tensor;
  /** ∂S/∂z from ∂S/∂x. */
  readonly gradient: (dx: Tensor) => Tensor;
}

/** Mean standard deviation of ImageNet's channels for pixels in [0, 1]: the unit of every published rate. */
const standardDeviation = (0.229 + 0.224 + 0.225) / 3;

/** Narrower or wider ranges of x than these are not a standardization: [0, 1] and [-1, 1] are, and so is ImageNet's. */
const [narrowest, widest] = [1, 10];

/** The space in which recipes step on a model. */
export function spaceOf(model: Pick<Model, "preprocessing">): Space {
  const ranges = inputRange(model);
  const width = ranges.reduce((sum, [low, high]) => sum + (high - low), 0) / ranges.length;
  const isStandard = width >= narrowest * 0.99 && width <= widest;
  const unit = isStandard ? 1 : width * standardDeviation;
  const scale = (tensor: Tensor, factor: number): Tensor =>
    factor === 1 ? tensor : { ...tensor, data: tensor.data.map((element) => element * factor) };
  return {
    unit,
    range: ranges.map(([low, high]) => [low / unit, high / unit] as const),
    fromPixels: (pixels) => scale(toInput(model, pixels), 1 / unit),
    toPixels: (z, into) => toPixels(model, z, unit, into),
    gradient: (dx) => scale(dx, unit),
  };
}

/** Holds every channel of z [N, C, H, W] in the range that pixels can have, in place. */
export function clampTo(range: Space["range"], { data, dims }: Tensor): void {
  const [, channels = 1, height = 1, width = 1] = dims;
  const area = height * width;
  for (let start = 0; start < data.length; start += area) {
    const [low, high] = range[(start / area) % channels] ?? [-Infinity, Infinity];
    // Most elements are in their range, and writing takes longer than reading.
    for (let i = start; i < start + area; i++) {
      const element = data[i] as number;
      if (element < low) data[i] = low;
      else if (element > high) data[i] = high;
    }
  }
}
