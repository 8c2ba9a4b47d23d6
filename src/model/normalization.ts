import { type Tensor, tensor } from "../graph/tensor.js";
import type { Preprocessing } from "./preprocessing.js";

/** What normalization needs to know of a model. */
interface Normalized {
  readonly preprocessing: Pick<Preprocessing, "scale" | "mean" | "std" | "order">;
}

/** The affine map of one channel of x: x = factor · pixel + offset, with the channel of the picture it comes from. */
interface Channel {
  readonly from: number;
  readonly scale: number;
  readonly mean: number;
  readonly std: number;
}

function channelsOf({ preprocessing: { scale, mean, std, order } }: Normalized): readonly Channel[] {
  return [0, 1, 2].map((channel) => ({
    from: order === "BGR" ? 2 - channel : channel,
    scale,
    mean: mean[channel] ?? 0,
    std: std[channel] ?? 1,
  }));
}

/** The network's normalized input x [N, 3, H, W] of pixels [N, 3, H, W]: what the nodes of the model's graph compute. */
export function toInput(model: Normalized, pixels: Tensor): Tensor {
  const single = Math.fround;
  return mapPlanes(pixels, channelsOf(model), (out, { from, scale, mean, std }, plane) => {
    const source = plane(from);
    const [s, m, d] = [single(scale), single(mean), single(std)];
    for (let i = 0; i < out.length; i++) {
      out[i] = single(single(single((source[i] as number) * s) - m) / d);
    }
  });
}

/**
 * Pixels [N, 3, H, W] of a normalized input unit · x, x [N, 3, H, W]: the inverse of `toInput`, not clamped to [0, 1]. Written
 * into `into`, other memory of the same size, where it is given.
 */
export function toPixels(model: Normalized, x: Tensor, unit = 1, into?: Float32Array): Tensor {
  // A flip is its own inverse, so `from` serves both ways; the constants are those of the channel of x.
  const channels = channelsOf(model);
  const fill: Fill = (out, { from }, plane) => {
    const source = plane(from);
    const { scale, mean, std } = channels[from] as Channel;
    // A variable from outside the function would be looked up again for each element.
    const factor = unit;
    // Most networks have neither, and a division takes as long as all the rest.
    if (factor === 1 && scale === 1) {
      for (let i = 0; i < out.length; i++) out[i] = (source[i] as number) * std + mean;
      return;
    }
    for (let i = 0; i < out.length; i++) {
      out[i] = (Math.fround((source[i] as number) * factor) * std + mean) / scale;
    }
  };
  return mapPlanes(x, channels, fill, into);
}

/** The smallest and the largest x of each of its channels, for pixels in [0, 1]. */
export function inputRange(model: Normalized): (readonly [number, number])[] {
  return channelsOf(model).map(({ scale, mean, std }) => [-mean / std, (scale - mean) / std]);
}

type Fill = (out: Float32Array, channel: Channel, plane: (channel: number) => Float32Array) => void;

/** A tensor of the same shape, plane by plane. */
function mapPlanes(
  { data, dims }: Tensor,
  channels: readonly Channel[],
  fill: Fill,
  result: Float32Array = new Float32Array(data.length),
): Tensor {
  const [count = 0, depth, height = 0, width = 0] = dims;
  if (dims.length !== 4 || depth !== 3) throw new RangeError(`[${dims}] is not [N, 3, H, W]`);
  const area = height * width;
  for (let n = 0; n < count; n++) {
    const at = (channel: number): number => (n * 3 + channel) * area;
    const plane = (channel: number): Float32Array => data.subarray(at(channel), at(channel) + area);
    for (const [c, channel] of channels.entries()) fill(result.subarray(at(c), at(c) + area), channel, plane);
  }
  return tensor(result, dims);
}
