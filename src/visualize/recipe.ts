import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";

/** A picture on the way, pixels [1, 3, H, W] in [0, 1]. */
export interface Snapshot {
  readonly step: number;
  readonly pixels: Tensor;
}

/** A finished class visualization. */
export interface Visualization {
  readonly pixels: Tensor;
  readonly snapshots: readonly Snapshot[];
  /** Score and probability of the class before each step, and at the end. */
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  /** What had to be got around, in sentences for people. */
  readonly notes: readonly string[];
}

/** Where a visualization starts and with which random numbers. */
export interface Start extends RunOptions {
  /** Pixels [1, 3, H, W] to start from; noise otherwise. */
  readonly from?: Tensor | undefined;
  readonly seed?: number | undefined;
}

/** A way to visualize, configured: from a class to a picture that it scores highly. */
export type Recipe = (explainer: Explainer, target: number, start?: Start) => Promise<Visualization>;
