import { colorize, positionIn, type Range, rangeOf, type Scaling } from "./colorize.js";
import type { Colormap, ColormapName } from "./colormap.js";
import { aroundZero, isSigned } from "./draw-map.js";
import type { Heatmap } from "./heatmap.js";
import type { Image } from "./image.js";
import { resizeMap } from "./resize.js";

/** How a map is laid over a picture. */
export interface OverlayOptions {
  /** `inferno` unless told otherwise, `seismic` for a signed map. */
  readonly colormap?: ColormapName | Colormap;
  /** Which values get the first and the last color; the map's extremes unless told otherwise, around zero if it is signed. */
  readonly range?: Range | Scaling;
  /** How much the highest value covers the picture, 0 to 1; 0.9 unless told otherwise. */
  readonly opacity?: number;
}

/**
 * The map, colored, over the gray version of the picture, so that every color is the map's: the higher a value stands in the
 * range, the more it covers, up to `opacity`. A map of another size is resized to the picture's. Throws unless the opacity
 * lies in [0, 1].
 */
export function overlay(picture: Image, map: Heatmap, options: OverlayOptions = {}): Image {
  const [colors, scaling] = isSigned(map) ? (["seismic", aroundZero] as const) : (["inferno", {}] as const);
  const { colormap = colors, range: asked = scaling, opacity = 0.9 } = options;
  if (!(opacity >= 0 && opacity <= 1)) throw new RangeError(`an opacity of ${opacity} is not within 0 and 1`);
  const { width, height } = picture;
  const fitted = map.width === width && map.height === height ? map : resizeMap(map, width, height);
  const range = rangeOf(fitted, asked);
  const colored = colorize(fitted, colormap, range).data;
  const data = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; i < data.length; i += 3) {
    const cover = opacity * coverOf(fitted.data[i / 3] as number, range);
    const luma = gray(picture.data, i);
    for (let c = i; c < i + 3; c++) data[c] = (1 - cover) * luma + cover * (colored[c] as number);
  }
  return { width, height, data };
}

/** How much a value covers the picture: 0 at the low end, or at zero in a symmetric range, 1 at the ends; the root lets middle values show. */
export function coverOf(value: number, range: Range): number {
  if (Number.isNaN(value)) return 0;
  const position = positionIn(range, value);
  return Math.sqrt(range[0] === -range[1] ? Math.abs(2 * position - 1) : position);
}

/** Luma of BT.601, as Pillow's mode L. */
function gray(data: Image["data"], i: number): number {
  return 0.299 * (data[i] as number) + 0.587 * (data[i + 1] as number) + 0.114 * (data[i + 2] as number);
}
