/** One curve of a chart. */
export interface Series {
  /** What stands at its end; empty where the title says it. */
  readonly name: string;
  /** At step 0, 1, … */
  readonly values: readonly number[];
  /** The class to become, the class that it was, or another. */
  readonly tone: "aim" | "own" | "other";
}
