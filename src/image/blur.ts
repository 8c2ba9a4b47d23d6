import type { Tensor } from "../graph/tensor.js";

/**
 * The tensor [..., H, W] blurred over its last two axes by a Gaussian of `sigma` pixels: scipy's
 * `gaussian_filter(…, mode="reflect", truncate=4)`. The kernel ends `radius` pixels from its center (4σ rounded, so 2 for
 * σ = 0.5); beyond the border the picture is mirrored, edge pixels included (d c b a | a b c d | d c b a). σ = 0 changes nothing.
 */
export function blur(
  { dtype, dims, data }: Tensor,
  sigma: number,
  radius: number = Math.floor(4 * sigma + 0.5),
): Tensor {
  const [height, width] = dims.slice(-2);
  if (height === undefined || width === undefined) throw new RangeError(`[${dims}] has no rows and columns`);
  if (!(sigma >= 0 && Number.isSafeInteger(radius) && radius >= 0)) {
    throw new RangeError(`a Gaussian of σ ${sigma} and radius ${radius} does not exist`);
  }
  if (sigma === 0 || radius === 0) return { dtype, dims, data };
  const kernel = gaussian(sigma, radius);
  const down = pass(data, kernel, height, width);
  return { dtype, dims, data: pass(down, kernel, width, 1) };
}

/** Weights of a Gaussian at −radius … radius, which add up to 1. */
export function gaussian(sigma: number, radius: number): Float64Array {
  // Math.exp may differ between engines in its last bit; rounded to float32 it does not.
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.fround(Math.exp((-0.5 * (i - radius) ** 2) / sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Convolves along one axis, of `length` samples that lie `step` apart. */
function pass(data: Float32Array, kernel: Float64Array, length: number, step: number): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const source = Int32Array.from(
    { length: length + 2 * radius },
    (_, i) => reflect(i - radius, length) * step,
  );
  const out = new Float32Array(data.length);
  for (let block = 0; block < data.length; block += length * step) {
    for (let position = 0; position < length; position++) {
      // Lanes inside, because they lie side by side in memory.
      for (let lane = block; lane < block + step; lane++) {
        let sum = 0;
        for (let i = 0; i < kernel.length; i++) {
          sum += (kernel[i] as number) * (data[lane + (source[position + i] as number)] as number);
        }
        out[lane + position * step] = sum;
      }
    }
  }
  return out;
}

/** The sample that stands at `position` when a line of `length` samples is mirrored without end. */
function reflect(position: number, length: number): number {
  const folded = ((position % (2 * length)) + 2 * length) % (2 * length);
  return folded < length ? folded : 2 * length - 1 - folded;
}
