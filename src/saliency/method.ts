import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import type { Heatmap } from "../image/heatmap.js";

/** How much each pixel matters for a class, before any scaling for display. */
export interface Attribution extends Heatmap {
  /** Of all classes for the picture, [1, classes]. */
  readonly scores: Tensor;
  /** What had to be got around, in sentences for people. */
  readonly notes: readonly string[];
}

/**
 * A saliency method, configured: from pixels [1, 3, H, W] in [0, 1] and a class, or "top" for the one that scores highest, to
 * a map of the same size.
 */
export type Method = (
  explainer: Explainer,
  image: Tensor,
  target: number | "top",
  options?: RunOptions,
) => Promise<Attribution>;
