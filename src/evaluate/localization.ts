import { tensor } from "../graph/tensor.js";
import { blur } from "../image/blur.js";
import type { Heatmap } from "../image/heatmap.js";
import { intersectionOverUnion } from "./intersection-over-union.js";
import type { Mask } from "./mask.js";
import { pointsAt } from "./pointing-game.js";

/** How well a saliency map finds an object whose mask is known. */
export interface Localization {
  /** Whether the smoothed map's maximum lies on the object. */
  readonly hit: boolean;
  /** Of the smoothed map's largest values with the object, in [0, 1]. */
  readonly overlap: number;
  /** The part of the picture that the object covers: how often a random pixel hits it. */
  readonly area: number;
}

/** Gradient maps are grainy: neighbors are averaged by a Gaussian of this part of the width before a map is judged. */
const smoothing = 1 / 32;

/** Judges a map. Throws `RegardError("usage")` where map and mask do not belong together. */
export function localize(map: Heatmap, mask: Mask): Localization {
  const smooth = smoothed(map);
  return {
    hit: pointsAt(smooth, mask),
    overlap: intersectionOverUnion(smooth, mask),
    area: mask.inside.filter(Boolean).length / mask.inside.length,
  };
}

function smoothed({ width, height, data }: Heatmap): Heatmap {
  const blurred = blur(tensor(data, [1, 1, height, width]), width * smoothing);
  return { width, height, data: blurred.data };
}
