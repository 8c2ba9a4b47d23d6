import type { Image } from "regard";

/** A part of a picture, from its top left; it may lie beyond its edges. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture as a bitmap whose longer side has `longest` pixels at most. */
export async function bitmapOf(
  { width, height, data }: Image,
  part: Part,
  longest: number,
): Promise<ImageBitmap> {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    rgba[j] = data[i] as number;
    rgba[j + 1] = data[i + 1] as number;
    rgba[j + 2] = data[i + 2] as number;
  }
  const scale = Math.min(1, longest / Math.max(part.width, part.height));
  return createImageBitmap(new ImageData(rgba, width, height), part.left, part.top, part.width, part.height, {
    resizeWidth: Math.max(1, Math.round(part.width * scale)),
    resizeHeight: Math.max(1, Math.round(part.height * scale)),
    resizeQuality: "high",
  });
}
