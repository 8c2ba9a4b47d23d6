import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import type { Standing, Target } from "./target.js";

/** A picture on the way, pixels [1, 3, H, W] in [0, 1]. */
export interface Snapshot {
  readonly step: number;
  readonly pixels: Tensor;
}

/** A finished class visualization. */
export interface Visualization {
  readonly pixels: Tensor;
  readonly snapshots: readonly Snapshot[];
  /** Score and probability of the class before each step, and at the end; a channel's score is its mean, its probability NaN. */
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
  /** Told of the start, of every step and of the end; where that gives a promise, the next step waits for it. */
  readonly onStep?: ((step: ClimbStep) => unknown) | undefined;
}

/** A visualization on its way. */
export interface ClimbStep extends Standing {
  /** How often the picture has been changed: 0 at the start. */
  readonly step: number;
  /** The picture now, [1, 3, H, W]; score and probability are its own, but for the roll of its step. */
  readonly pixels: Tensor;
}

/** A way to visualize, configured: from a class, or a channel of a layer, to a picture that it scores highly. */
export type Recipe = (explainer: Explainer, target: Target, start?: Start) => Promise<Visualization>;
