// The highest values that each of many classes has had: one pass for each step, however many steps there have been.

/** The peaks after one more step. */
export const raised = (peaks: ArrayLike<number>, values: ArrayLike<number>): Float32Array =>
  Float32Array.from(values, (value, i) => Math.max(value, peaks[i] ?? 0));

/** The classes whose peaks are highest, at most `count` and none below `least`. */
export function highest(peaks: Float32Array, count: number, least: number): number[] {
  const reached = [...peaks.entries()].filter(([, peak]) => peak >= least);
  return reached
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([index]) => index);
}
