/** A tensor in whole steps of one size: value = step · scale. */
export interface Rounded {
  readonly steps: Int8Array;
  readonly scale: number;
}

/** A kernel in 255 steps, the outermost its largest value: a quarter of the bytes, and fewer still where it is compressed. */
export function rounded(kernel: Float32Array): Rounded {
  const most = kernel.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const scale = most > 0 ? Math.fround(most / 127) : 1;
  return { steps: Int8Array.from(kernel, (value) => Math.round(value / scale)), scale };
}

/** The numbers that the steps stand for. */
export const valuesOf = ({ steps, scale }: Rounded): Float32Array =>
  Float32Array.from(steps, (step) => step * scale);
