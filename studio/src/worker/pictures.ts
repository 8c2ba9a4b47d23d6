import { type Fitted, fitPicture, type Image, type Model } from "regard";
import { readPicture } from "regard/web";
import { bitmapOf } from "./bitmap.js";
import type { PictureSource } from "./sources.js";

/** The picture asked for last, decoded: a job after another usually asks about the same. */
let last: { readonly key: string; readonly image: Promise<Image> } | null = null;

export function imageOf(source: PictureSource): Promise<Image> {
  if (last?.key !== source.key) last = { key: source.key, image: decoded(source) };
  return last.image;
}

async function decoded({ file }: PictureSource): Promise<Image> {
  const blob = typeof file === "string" ? await (await fetch(file)).blob() : file;
  return (await readPicture(blob)).image;
}

/** The picture as it goes into a network. */
export async function fitted(model: Model, picture: PictureSource): Promise<Fitted> {
  return fitPicture(model, await imageOf(picture));
}

/** The longer side of a frame at most, in pixels: sharp on a 4K screen. */
const sharpest = 1600;

/** The part of the picture that the network sees, cut from the picture itself and not from what is left after resizing. */
export function frameOf(image: Image, { resized, left, top, pixels }: Fitted): Promise<ImageBitmap> {
  const [, , height = 1, width = 1] = pixels.dims;
  const [x, y] = [image.width / resized.width, image.height / resized.height];
  const part = {
    ...{ left: Math.round(left * x), top: Math.round(top * y) },
    ...{ width: Math.max(1, Math.round(width * x)), height: Math.max(1, Math.round(height * y)) },
  };
  return bitmapOf(image, part, sharpest);
}
