/** One curve of a chart. */
export interface Series {
  /** What it is called among others; empty where it is alone and the title says it. */
  readonly name: string;
  /** At step 0, 1, …; a gap where one is not a finite number. */
  readonly values: readonly number[];
  /** What the chart is about (the class to become, the goal of a dream), the class that it was, or another. */
  readonly tone: "aim" | "own" | "other";
}

/** The last value that is a number. */
export const lastOf = ({ values }: Series): number => values.findLast(Number.isFinite) ?? 0;

/** The lowest and highest value, and 0; never the same. */
export function boundsOf(series: readonly Series[]): [number, number] {
  let [low, high] = [0, 0];
  for (const { values } of series) {
    for (const value of values.filter(Number.isFinite))
      [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return low < high ? [low, high] : [0, 1];
}
