import { type Colormap, type ColormapName, colormaps } from "./colormap.js";
import type { Heatmap } from "./heatmap.js";
import type { Image } from "./image.js";

/** The values that get the first and the last color. */
export type Range = readonly [low: number, high: number];

/** How a map's values become a range: its extremes unless told otherwise. */
export interface Scaling {
  /** The highest color at this percentile (0 to 100) of the values, so that a few outliers do not darken all others. */
  readonly percentile?: number;
  /** The range is [−m, m], m the largest magnitude (or its percentile): for signed maps and diverging colors. */
  readonly symmetric?: boolean;
}

/** The range of a map's finite values under `scaling`, which may be that range itself; [0, 0] where none is finite. */
export function rangeOf({ data }: Heatmap, scaling: Range | Scaling = {}): Range {
  if (isRange(scaling)) return scaling;
  const { percentile = 100, symmetric = false } = scaling;
  if (percentile === 100) return extremesOf(data, symmetric);
  const finite = data.filter(Number.isFinite);
  const sorted = (symmetric ? finite.map(Math.abs) : finite).sort();
  if (sorted.length === 0) return [0, 0];
  const high = quantile(sorted, percentile / 100);
  return symmetric ? [-high, high] : [sorted[0] as number, high];
}

/** Where a value stands in a range: 0 at its low end and below, 1 at its high end and above; 0 in a range of no width. */
export function positionIn([low, high]: Range, value: number): number {
  return high === low ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/**
 * The map as a picture: values in the range spread over the color map as matplotlib's `imshow(vmin, vmax)` does, those
 * outside take the end colors, and NaN is drawn mid-gray. A range of no width gets the first color.
 */
export function colorize(
  map: Heatmap,
  colormap: ColormapName | Colormap = "hot",
  scaling: Range | Scaling = {},
): Image {
  const colors = typeof colormap === "string" ? colormaps[colormap] : colormap;
  const range = rangeOf(map, scaling);
  const data = new Uint8ClampedArray(map.data.length * 3);
  for (let i = 0; i < map.data.length; i++) {
    const value = map.data[i] as number;
    const color = 3 * Math.min(255, Math.trunc(positionIn(range, value) * 256));
    for (let c = 0; c < 3; c++) data[3 * i + c] = Number.isNaN(value) ? 128 : (colors[color + c] as number);
  }
  return { width: map.width, height: map.height, data };
}

function isRange(range: Range | Scaling): range is Range {
  return Array.isArray(range);
}

/** The range of all finite values, found without sorting them. */
function extremesOf(data: Float32Array, symmetric: boolean): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high < low) return [0, 0];
  const largest = Math.max(-low, high);
  return symmetric ? [-largest, largest] : [low, high];
}

/** The quantile of sorted values, interpolated between neighbors (numpy's default). */
function quantile(sorted: Float32Array, fraction: number): number {
  const position = Math.min(1, Math.max(0, fraction)) * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}
