import { colorize, type Scaling } from "./colorize.js";
import type { Heatmap } from "./heatmap.js";
import type { Image } from "./image.js";

/** Whether a map has values below zero, so that zero is its middle: what speaks for a class, and what against it. */
export const isSigned = ({ data }: Heatmap): boolean => data.some((value) => value < 0);

/**
 * How a signed map is scaled unless told otherwise: zero in the middle, and the hundredth part of largest magnitudes takes the
 * end colors, because without that few of the others could be seen.
 */
export const aroundZero: Scaling = { symmetric: true, percentile: 99 };

/**
 * The map as figures show it: from its minimum (black) to its maximum (white) in `hot`, or where it is signed from blue
 * through white, which is zero, to red in `seismic`.
 */
export const drawMap = (map: Heatmap): Image =>
  isSigned(map) ? colorize(map, "seismic", aroundZero) : colorize(map, "hot");
