import { type ColormapName, colorize, coverOf, type Heatmap, type Image, type Range } from "regard";

/** Puts a picture on a canvas, which gets its size. */
export function paintImage(canvas: HTMLCanvasElement, { width, height, data }: Image): void {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    rgba[j] = data[i] as number;
    rgba[j + 1] = data[i + 1] as number;
    rgba[j + 2] = data[i + 2] as number;
  }
  put(canvas, rgba, width, height);
}

/** Puts a bitmap on a canvas, which gets its size. */
export function paintBitmap(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
}

/** How a map becomes colors. */
export interface Coloring {
  readonly colormap: ColormapName;
  readonly range: Range;
  /** How much the highest value covers what lies below; `null` covers all of it everywhere. */
  readonly opacity: number | null;
}

/** Puts a map in colors on a canvas, which gets its size: opaque, or to be laid over a picture as `overlay` lays it. */
export function paintMap(
  canvas: HTMLCanvasElement,
  map: Heatmap,
  { colormap, range, opacity }: Coloring,
): void {
  const { data } = colorize(map, colormap, range);
  const rgba = new Uint8ClampedArray(map.data.length * 4);
  for (let i = 0; i < map.data.length; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = data[3 * i + c] as number;
    rgba[4 * i + 3] = opacity === null ? 255 : 255 * opacity * coverOf(map.data[i] as number, range);
  }
  put(canvas, rgba, map.width, map.height);
}

function put(
  canvas: HTMLCanvasElement,
  rgba: Uint8ClampedArray<ArrayBuffer>,
  width: number,
  height: number,
): void {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
}
