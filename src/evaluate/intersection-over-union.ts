import type { Heatmap } from "../image/heatmap.js";
import { checkMask, type Mask } from "./mask.js";

/**
 * How well the map's largest values, as many as the object has pixels, cover the object: |A ∩ B| / |A ∪ B| in [0, 1]. Of
 * equal values the first in row-major order is taken. Throws `RegardError("usage")` where map and mask do not belong together.
 */
export function intersectionOverUnion(map: Heatmap, mask: Mask): number {
  checkMask(map, mask);
  const size = mask.inside.filter(Boolean).length;
  const order = Array.from(map.data.keys()).sort((a, b) => (map.data[b] ?? 0) - (map.data[a] ?? 0) || a - b);
  const shared = order.slice(0, size).filter((i) => mask.inside[i]).length;
  return shared / (2 * size - shared);
}

/** What a map without any knowledge of the object gets on average: a / (2 − a) for an object that covers the part a. */
export function chanceOverlap(mask: Mask): number {
  const part = mask.inside.filter(Boolean).length / mask.inside.length;
  return part / (2 - part);
}
