import { type ColormapName, type Heatmap, isSigned, type Range, rangeOf } from "regard";
import type { Coloring } from "./paint.js";

/** How maps are to be colored. */
export interface Palette {
  readonly colormap: ColormapName;
  /** The same for maps with values for and against. */
  readonly signedColormap: ColormapName;
  /** The percentile of a map's values that gets the last color. */
  readonly clip: number;
  readonly opacity: number;
  readonly scale: "shared" | "own";
}

/** How each map is colored, `null` being one that is not there yet; one color means one value in all unless the scale is each one's own. */
export function coloringsOf(
  maps: readonly (Heatmap | null)[],
  { colormap, signedColormap, clip: percentile, opacity, scale }: Palette,
): Coloring[] {
  const own = maps.map(
    (map): Range => (map ? rangeOf(map, { percentile, symmetric: isSigned(map) }) : [0, 0]),
  );
  const low = Math.min(...own.map(([low]) => Math.max(0, low)));
  const high = Math.max(...own.map(([, high]) => high));
  return maps.map((map, i) => {
    const isAround = map !== null && isSigned(map);
    const shared: Range = isAround ? [-high, high] : [low, high];
    const range = (scale === "own" ? own[i] : undefined) ?? shared;
    return { colormap: isAround ? signedColormap : colormap, range, opacity };
  });
}
