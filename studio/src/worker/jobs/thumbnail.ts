import { bitmapOf } from "../bitmap.js";
import { imageOf } from "../pictures.js";
import type { Jobs } from "../protocol.js";

/** The shorter side of a thumbnail in pixels. */
const side = 112;

/** A picture in small, from its middle: the proof that it can be read. */
export async function thumbnail({
  picture,
}: Jobs["thumbnail"]["asked"]): Promise<Jobs["thumbnail"]["answer"]> {
  const image = await imageOf(picture);
  const edge = Math.min(image.width, image.height);
  const [left, top] = [Math.floor((image.width - edge) / 2), Math.floor((image.height - edge) / 2)];
  const small = await bitmapOf(image, { left, top, width: edge, height: edge }, side);
  const canvas = new OffscreenCanvas(small.width, small.height);
  canvas.getContext("2d")?.drawImage(small, 0, 0);
  small.close();
  return { thumbnail: await canvas.convertToBlob({ type: "image/webp", quality: 0.8 }) };
}
