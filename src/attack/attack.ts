import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";

/** Where an attack came to. */
export interface Attempt {
  /** The changed picture as the attack left it, pixels [1, 3, H, W], rounded to 8 bits unless the recipe forbids it. */
  readonly adversarial: Tensor;
  /** Whether the 8-bit picture is classified as the goal asks. */
  readonly success: boolean;
  /** How often the picture was changed. */
  readonly steps: number;
  /** The probability of the target at the start and after each step. */
  readonly probabilities: readonly number[];
  /** What had to be got around, in sentences for people. */
  readonly notes: readonly string[];
}

/** An attack, configured: from pixels [1, 3, H, W] in [0, 1] and the class to become to an attempt. */
export type Attack = (
  explainer: Explainer,
  image: Tensor,
  target: number,
  options?: RunOptions,
) => Promise<Attempt>;
