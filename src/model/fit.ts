import { RegardError } from "../errors.js";
import type { Tensor } from "../graph/tensor.js";
import { centerCrop } from "../image/crop.js";
import { fromTensor, type Image, toTensor } from "../image/image.js";
import { resize, shortestEdge } from "../image/resize.js";
import type { Model } from "./model.js";

/** A picture as it goes into a network, and where it came from. */
export interface Fitted {
  /** [1, 3, H, W] in [0, 1] */
  readonly pixels: Tensor;
  /** The whole picture after the resize and before the crop. */
  readonly resized: Image;
  /** Where the crop begins in `resized`; negative where the crop is larger than the picture. */
  readonly left: number;
  readonly top: number;
}

/** A sliver of a picture resized by its shorter edge would fill all memory. */
const mostPixels = 1 << 26;

/**
 * The picture resized and cropped as the model's preprocessing says, in 8 bits as Pillow does it. Throws
 * `RegardError("picture")` where its proportions are so extreme that it does not fit into memory.
 */
export function fitPicture(model: Pick<Model, "preprocessing">, image: Image): Fitted {
  const { resize: to, resample, crop } = model.preprocessing;
  const size = to === null ? image : "shortestEdge" in to ? shortestEdge(image, to.shortestEdge) : to;
  if (size.width * size.height > mostPixels) {
    const was = `${image.width} × ${image.height}`;
    throw new RegardError(
      "picture",
      `a picture of ${was} pixels would be resized to ${size.width} × ${size.height}; crop it beforehand`,
    );
  }
  const resized = resize(image, size.width, size.height, resample);
  if (!crop) return { pixels: toTensor(resized), resized, left: 0, top: 0 };
  return {
    pixels: toTensor(centerCrop(resized, crop.width, crop.height)),
    resized,
    left: Math.floor((resized.width - crop.width) / 2),
    top: Math.floor((resized.height - crop.height) / 2),
  };
}

/**
 * The resized picture with its crop replaced by pixels [1, 3, H, W], rounded to 8 bits. Fitted again it gives exactly those
 * pixels, because a picture that has its size already is not resampled; only where the crop is larger than the picture
 * does what lies outside get lost.
 */
export function paste({ resized, left, top }: Fitted, pixels: Tensor): Image {
  const patch = fromTensor(pixels);
  const data = new Uint8ClampedArray(resized.data);
  const first = Math.max(0, left);
  const last = Math.min(resized.width, left + patch.width);
  for (let y = Math.max(0, top); y < Math.min(resized.height, top + patch.height); y++) {
    const from = (y - top) * patch.width - left;
    const row = patch.data.subarray((from + first) * 3, (from + last) * 3);
    data.set(row, (y * resized.width + first) * 3);
  }
  return { width: resized.width, height: resized.height, data };
}

/** What is left of changed pixels when the picture with them (`paste`) is saved without loss, read and fitted again. */
export function saving(model: Pick<Model, "preprocessing">, fitted: Fitted): (pixels: Tensor) => Tensor {
  return (pixels) => fitPicture(model, paste(fitted, pixels)).pixels;
}
