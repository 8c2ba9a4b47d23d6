/** The resampling filters of Pillow by name. */
export type Filter = "nearest" | "lanczos" | "bilinear" | "bicubic" | "box" | "hamming";

/** Filters in the order of Pillow's numbers, which Hugging Face's `preprocessor_config.json` uses in its field `resample`. */
export const pillowFilters: readonly Filter[] = [
  "nearest",
  "lanczos",
  "bilinear",
  "bicubic",
  "box",
  "hamming",
];

interface Kernel {
  /** Half the width of the kernel, in pixels of the larger grid. */
  readonly support: number;
  weight(x: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kernels: Record<Exclude<Filter, "nearest">, Kernel> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x))),
  },
  bicubic: {
    support: 2,
    weight(signed) {
      const a = -0.5;
      const x = Math.abs(signed);
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    },
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** For each output position: the first input position it reads and its weights, which add up to 1. */
export interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
}

/** The taps that turn `from` samples into `to`: Pillow's `precompute_coeffs`, widened when shrinking (antialiasing). */
export function taps(filter: Exclude<Filter, "nearest">, from: number, to: number): Taps {
  const kernel = kernels[filter];
  const scale = from / to;
  const widening = Math.max(scale, 1);
  const support = kernel.support * widening;
  const first = new Int32Array(to);
  const weights = Array.from(first, (_, out) => {
    const center = (out + 0.5) * scale;
    const low = Math.max(0, Math.trunc(center - support + 0.5));
    const high = Math.min(from, Math.trunc(center + support + 0.5));
    first[out] = low;
    const row = Float64Array.from({ length: high - low }, (_, i) =>
      kernel.weight((i + low - center + 0.5) * (1 / widening)),
    );
    const total = row.reduce((sum, weight) => sum + weight, 0);
    return total === 0 ? row : row.map((weight) => weight / total);
  });
  return { first, weights };
}
