import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";

/** Where an attack came to. */
export interface Attempt {
  /** The changed picture, pixels [1, 3, H, W]: as it can be saved, unless the recipe leaves the pixel range. */
  readonly adversarial: Tensor;
  /** Whether the picture as it can be saved is classified as the goal asks. */
  readonly success: boolean;
  /** How often the picture was changed. */
  readonly steps: number;
  /** The probability of the target at the start and after each step. */
  readonly probabilities: readonly number[];
  /** What had to be got around, in sentences for people. */
  readonly notes: readonly string[];
}

/** What an attack takes beside its own options. */
export interface AttackOptions extends RunOptions {
  /**
   * What is left of pixels that are saved, read and prepared again; rounding to 8 bits unless given. Where a picture is
   * smaller than the network's crop, the black border around it cannot be saved either (`saving`).
   */
  readonly saved?: ((pixels: Tensor) => Tensor) | undefined;
}

/** An attack, configured: from pixels [1, 3, H, W] in [0, 1] and the class to become to an attempt. */
export type Attack = (
  explainer: Explainer,
  image: Tensor,
  target: number,
  options?: AttackOptions,
) => Promise<Attempt>;
