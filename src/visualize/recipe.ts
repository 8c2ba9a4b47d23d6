import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import type { Goal } from "./goal.js";

/** A picture on the way, pixels [1, 3, H, W] in [0, 1]. */
export interface Snapshot {
  readonly step: number;
  readonly pixels: Tensor;
}

/** A finished class visualization. */
export interface Visualization {
  readonly pixels: Tensor;
  readonly snapshots: readonly Snapshot[];
  /** Score of the class, or mean activation of the channel, before each step, and at the end. */
  readonly scores: readonly number[];
  /** The same for the probability of the class; empty for a channel, which has none. */
  readonly probabilities: readonly number[];
  /** What had to be got around, in sentences for people. */
  readonly notes: readonly string[];
}

/** A visualization on its way. */
export interface VisualizationStep {
  /** How often the picture has been changed: 0 at the start. */
  readonly step: number;
  /** The picture now, [1, 3, H, W], not rounded to 8 bits. */
  readonly pixels: Tensor;
  readonly score: number;
  /** `null` for a channel. */
  readonly probability: number | null;
}

/** Where a visualization starts and with which random numbers. */
export interface Start extends RunOptions {
  /** Pixels [1, 3, H, W] to start from; noise otherwise. */
  readonly from?: Tensor | undefined;
  readonly seed?: number | undefined;
  /** Told of the start and of every step; the next one waits for a promise, so that a visualization can pause and go on. */
  readonly onStep?: ((step: VisualizationStep) => void | Promise<void>) | undefined;
}

/** A way to visualize, configured: from a class, or a channel, to a picture that it scores highly. */
export type Recipe = (explainer: Explainer, goal: Goal, start?: Start) => Promise<Visualization>;
