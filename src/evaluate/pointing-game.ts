import type { Heatmap } from "../image/heatmap.js";
import { checkMask, type Mask } from "./mask.js";

/**
 * Whether the map's maximum, the first in row-major order, lies on the object. Over many pictures the part of hits is the
 * pointing game. Throws `RegardError("usage")` where map and mask do not belong together. Zhang et al. 2016,
 * arXiv 1608.00507 (without its tolerance of 15 pixels: the mask is exact).
 */
export function pointsAt(map: Heatmap, mask: Mask): boolean {
  checkMask(map, mask);
  let best = 0;
  for (const [i, value] of map.data.entries()) if (value > (map.data[best] ?? 0)) best = i;
  return mask.inside[best] === true;
}
