import type { Tensor } from "../graph/tensor.js";
import { gaussian } from "./blur.js";
import { checkAlike } from "./difference.js";

/** How far two pictures are apart. */
export interface Quality {
  /** √Σ(a − b)² over all values, in units of [0, 1]. */
  readonly l2: number;
  /** The largest |a − b|, in units of [0, 1]. */
  readonly linf: number;
  /** The same in levels of 8 bits, 255·linf. */
  readonly levels: number;
  /** Peak signal-to-noise ratio in decibels; infinite where the pictures are equal. */
  readonly psnr: number;
  /** Structural similarity, at most 1; `null` for pictures smaller than its window of 11 × 11. */
  readonly ssim: number | null;
}

/** Measures of the difference between two tensors [1, 3, H, W] in [0, 1]. Throws where their shapes differ. */
export function quality(a: Tensor, b: Tensor): Quality {
  checkAlike(a, b);
  let squares = 0;
  let linf = 0;
  for (let i = 0; i < a.data.length; i++) {
    const difference = Math.abs((a.data[i] as number) - (b.data[i] as number));
    squares += difference ** 2;
    linf = Math.max(linf, difference);
  }
  return {
    l2: Math.sqrt(squares),
    linf,
    levels: linf * 255,
    psnr: 10 * Math.log10(a.data.length / squares),
    ssim: ssim(a, b),
  };
}

const radius = 5;

/**
 * Structural similarity (Wang et al. 2004, doi 10.1109/TIP.2003.819861) of two tensors [..., H, W] in [0, 1]: windows of
 * 11 × 11 under a Gaussian of σ 1.5, K₁ = 0.01, K₂ = 0.03, the mean over all whole windows and channels. `null` where no
 * window fits.
 */
export function ssim(a: Tensor, b: Tensor): number | null {
  checkAlike(a, b);
  const [height = 0, width = 0] = a.dims.slice(-2);
  if (Math.min(height, width) <= 2 * radius) return null;
  const mean = (value: (i: number) => number): Float64Array =>
    windowMeans(value, a.data.length, height, width);
  const x = (i: number): number => a.data[i] as number;
  const y = (i: number): number => b.data[i] as number;
  const meanX = mean(x);
  const meanY = mean(y);
  const meanXX = mean((i) => x(i) ** 2);
  const meanYY = mean((i) => y(i) ** 2);
  const meanXY = mean((i) => x(i) * y(i));
  const [c1, c2] = [0.01 ** 2, 0.03 ** 2];
  const total = meanX.reduce((sum, mx, i) => {
    const my = meanY[i] as number;
    const varianceX = (meanXX[i] as number) - mx * mx;
    const varianceY = (meanYY[i] as number) - my * my;
    const covariance = (meanXY[i] as number) - mx * my;
    const luminance = (2 * mx * my + c1) / (mx * mx + my * my + c1);
    return sum + (luminance * (2 * covariance + c2)) / (varianceX + varianceY + c2);
  }, 0);
  return total / meanX.length;
}

/** Gaussian-weighted means of `value` over all windows that lie wholly within a plane, plane after plane. */
function windowMeans(
  value: (i: number) => number,
  length: number,
  height: number,
  width: number,
): Float64Array {
  const weights = gaussian(1.5, radius);
  const [high, wide] = [height - 2 * radius, width - 2 * radius];
  const rows = length / width;
  const across = new Float64Array(rows * wide);
  for (let i = 0; i < across.length; i++) {
    const start = Math.floor(i / wide) * width + (i % wide);
    across[i] = weights.reduce((sum, weight, k) => sum + weight * value(start + k), 0);
  }
  const means = new Float64Array((rows / height) * high * wide);
  for (let i = 0; i < means.length; i++) {
    const plane = Math.floor(i / (high * wide));
    const start = plane * height * wide + (i % (high * wide));
    means[i] = weights.reduce((sum, weight, k) => sum + weight * (across[start + k * wide] as number), 0);
  }
  return means;
}
