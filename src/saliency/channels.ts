import type { Tensor } from "../graph/tensor.js";
import type { Heatmap } from "../image/heatmap.js";

/** The largest magnitude over the channels of [1, C, H, W], per pixel. */
export function channelMax(of: Tensor): Heatmap {
  return overChannels(of, (most, value) => Math.max(most, Math.abs(value)));
}

/** The sum over the channels of [1, C, H, W], per pixel. */
export function channelSum(of: Tensor): Heatmap {
  return overChannels(of, (sum, value) => sum + value);
}

function overChannels({ data, dims }: Tensor, gather: (before: number, value: number) => number): Heatmap {
  const [, channels = 0, height = 0, width = 0] = dims;
  const area = height * width;
  const map = new Float64Array(area);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < area; i++) map[i] = gather(map[i] as number, data[c * area + i] as number);
  }
  return { width, height, data: Float32Array.from(map) };
}

/** The elementwise product of two tensors of one shape. */
export const product = (a: Tensor, b: Tensor): Tensor => ({
  ...a,
  data: a.data.map((value, i) => value * (b.data[i] as number)),
});
