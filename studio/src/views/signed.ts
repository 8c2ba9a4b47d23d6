import type { Heatmap } from "regard";

/** Which values of a map with two signs are shown. */
export type Sign = "both" | "positive" | "negative";

/** What speaks for the class alone, or what speaks against it, from 0 up; a map is left as it is for both. */
export function signed(map: Heatmap, sign: Sign): Heatmap {
  if (sign === "both") return map;
  const factor = sign === "positive" ? 1 : -1;
  return { ...map, data: map.data.map((value) => Math.max(0, factor * value)) };
}
