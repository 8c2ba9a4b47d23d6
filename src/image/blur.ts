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
  return { dtype, dims, data: across(down(data, kernel, height, width), kernel, width) };
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

/** Convolves along the rows' axis: every row of the result is a sum of rows. */
function down(data: Float32Array, kernel: Float64Array, height: number, width: number): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(data.length);
  const sums = new Float64Array(width);
  for (let plane = 0; plane < data.length; plane += height * width) {
    for (let y = 0; y < height; y++) {
      sums.fill(0);
      for (let i = 0; i < kernel.length; i++) {
        addLine(sums, data, plane + reflect(y + i - radius, height) * width, kernel[i] as number);
      }
      out.set(sums, plane + y * width);
    }
  }
  return out;
}

/** Convolves along the columns' axis: every row of the result is a sum of the row itself, moved. */
function across(data: Float32Array, kernel: Float64Array, width: number): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const source = Int32Array.from({ length: width + 2 * radius }, (_, i) => reflect(i - radius, width));
  const out = new Float32Array(data.length);
  const line = new Float32Array(source.length);
  const sums = new Float64Array(width);
  for (let row = 0; row < data.length; row += width) {
    for (let x = 0; x < line.length; x++) line[x] = data[row + (source[x] as number)] as number;
    sums.fill(0);
    for (let i = 0; i < kernel.length; i++) addLine(sums, line, i, kernel[i] as number);
    out.set(sums, row);
  }
  return out;
}

/** sums ← sums + weight · line, the line beginning at `from`: side by side in memory, however far apart the samples lie. */
function addLine(sums: Float64Array, line: Float32Array, from: number, weight: number): void {
  for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] as number) + weight * (line[from + x] as number);
}

/** The sample that stands at `position` when a line of `length` samples is mirrored without end. */
function reflect(position: number, length: number): number {
  const folded = ((position % (2 * length)) + 2 * length) % (2 * length);
  return folded < length ? folded : 2 * length - 1 - folded;
}
