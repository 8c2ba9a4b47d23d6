import { RegardError } from "../errors.js";
import type { Heatmap } from "../image/heatmap.js";
import type { Image } from "../image/image.js";

/** Which pixels of a picture show the object, row by row from the top left. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly inside: readonly boolean[];
}

/** The pixels that a map of coverage, 0 to 1, covers by half or more. */
export function maskOf({ width, height, data }: Heatmap): Mask {
  return { width, height, inside: Array.from(data, (coverage) => coverage >= 0.5) };
}

/** A picture of a mask as a map of coverage in [0, 1]: the first of its three equal channels. */
export function coverageOf({ width, height, data }: Image): Heatmap {
  return {
    width,
    height,
    data: Float32Array.from({ length: width * height }, (_, i) => (data[3 * i] ?? 0) / 255),
  };
}

/** Throws `RegardError("usage")` unless map and mask have one size, the mask holds a pixel and the map numbers only. */
export function checkMask(map: Heatmap, mask: Mask): void {
  if (map.width !== mask.width || map.height !== mask.height) {
    const sizes = `${map.width} × ${map.height} and ${mask.width} × ${mask.height}`;
    throw new RegardError("usage", `a map and the mask of its object have one size, not ${sizes}`);
  }
  if (!map.data.every(Number.isFinite))
    throw new RegardError("usage", "the map holds values that are not numbers");
  if (!mask.inside.includes(true)) throw new RegardError("usage", "the mask of the object is empty");
}
