import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import type { NormName } from "./norm.js";

/** Where an attack came to. */
export interface Attempt {
  /** The changed picture, pixels [1, 3, H, W]: as it can be saved, unless the recipe leaves the pixel range. */
  readonly adversarial: Tensor;
  /** Whether the picture as it can be saved is classified as the goal asks. */
  readonly success: boolean;
  /** How often the picture was changed. */
  readonly steps: number;
  /** The probability of the target, or of the class to get away from, at the start and after each step. */
  readonly probabilities: readonly number[];
  /** What the attack was told, with everything filled in. */
  readonly settings: AttackSettings;
  /** What had to be got around, in sentences for people. */
  readonly notes: readonly string[];
}

/** What an attack was told, for captions and records. */
export interface AttackSettings {
  /** Length of a step: in the normalized input (`spaceOf`), or for an attack with a norm in pixels. */
  readonly rate: number;
  readonly maxSteps: number;
  /** Whether the picture keeps to the range that pixels have. */
  readonly valid: boolean;
  /** Of an attack that stays in a ball: its norm, and its radius for pixels in [0, 1]. */
  readonly norm?: NormName;
  readonly epsilon?: number;
  /** Of the random start; `null` where the attack begins at the picture itself. */
  readonly seed?: number | null;
}

/** An attack on its way. */
export interface AttackStep {
  /** How often the picture has been changed: 0 at the start. */
  readonly step: number;
  /** The picture now, [1, 3, H, W], not rounded to 8 bits. */
  readonly pixels: Tensor;
  /** Of all classes. */
  readonly probabilities: Float32Array;
  /** Norms of the change, for pixels in [0, 1]. */
  readonly l2: number;
  readonly linf: number;
}

/** What an attack takes beside its own options. */
export interface AttackOptions extends RunOptions {
  /**
   * What is left of pixels that are saved, read and prepared again; rounding to 8 bits unless given. Where a picture is
   * smaller than the network's crop, the black border around it cannot be saved either (`saving`).
   */
  readonly saved?: ((pixels: Tensor) => Tensor) | undefined;
  /**
   * Where the change begins, pixels [1, 3, H, W]; the picture itself unless given. From the pixels of its last step an attack
   * that was stopped goes on, with `maxSteps` further steps.
   */
  readonly from?: Tensor | undefined;
  /** Told of the start and of every step. */
  readonly onStep?: ((step: AttackStep) => void) | undefined;
}

/**
 * An attack, configured: from pixels [1, 3, H, W] in [0, 1] and the class to become, or `null` to become any other class, to an
 * attempt.
 */
export type Attack = (
  explainer: Explainer,
  image: Tensor,
  target: number | null,
  options?: AttackOptions,
) => Promise<Attempt>;
