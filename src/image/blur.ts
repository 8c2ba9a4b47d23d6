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
  return { dtype, dims, data: convolved(data, kernel, height, width) };
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

/** Convolves along both axes, row by row: along the columns' axis while the row is still near. */
function convolved(data: Float32Array, kernel: Float64Array, height: number, width: number): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const source = Int32Array.from({ length: width + 2 * radius }, (_, i) => reflect(i - radius, width));
  const out = new Float32Array(data.length);
  const [line, sums] = [new Float32Array(source.length), new Float64Array(width)];
  for (let plane = 0; plane < data.length; plane += height * width) {
    for (let y = 0; y < height; y++) {
      weightedSum(sums, kernel, data, (i) => plane + reflect(y + i - radius, height) * width);
      for (let x = 0; x < line.length; x++) line[x] = sums[source[x] as number] as number;
      weightedSum(sums, kernel, line, (i) => i);
      out.set(sums, plane + y * width);
    }
  }
  return out;
}

/**
 * sums ← Σ kernel[i] · line i, the lines beginning at `from(i)` of `data`: side by side in memory, however far apart the
 * samples lie. They are added in their order, four in one pass, behind the one or three that are left over.
 */
function weightedSum(
  sums: Float64Array,
  kernel: Float64Array,
  data: Float32Array,
  from: (i: number) => number,
): void {
  const leftOver = kernel.length % 4;
  sums.fill(0);
  for (let i = 0; i < leftOver; i++) {
    const [a, p] = [from(i), kernel[i] as number];
    for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] as number) + p * (data[a + x] as number);
  }
  for (let i = leftOver; i < kernel.length; i += 4) {
    const at = (x: number): number => data[x] as number;
    const [a, b, c, d] = [from(i), from(i + 1), from(i + 2), from(i + 3)];
    const weight = (j: number): number => kernel[i + j] as number;
    const [p, q, r, s] = [weight(0), weight(1), weight(2), weight(3)];
    for (let x = 0; x < sums.length; x++)
      sums[x] = (sums[x] as number) + p * at(a + x) + q * at(b + x) + r * at(c + x) + s * at(d + x);
  }
}

/** The sample that stands at `position` when a line of `length` samples is mirrored without end. */
function reflect(position: number, length: number): number {
  const folded = ((position % (2 * length)) + 2 * length) % (2 * length);
  return folded < length ? folded : 2 * length - 1 - folded;
}
