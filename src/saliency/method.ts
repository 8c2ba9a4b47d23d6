import type { RunOptions } from "../backend.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";

/** How much each pixel matters for a class, before any scaling for display; row-major. */
export interface Heatmap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A saliency method, configured: from pixels [1, 3, H, W] in [0, 1] and a class to a map of the same size. */
export type Method = (
  explainer: Explainer,
  image: Tensor,
  target: number,
  options?: RunOptions,
) => Promise<Heatmap>;
