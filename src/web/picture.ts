import { RegardError } from "../errors.js";
import { flatten } from "../image/flatten.js";
import {
  checkPixels,
  mostPictureBytes,
  notAColor,
  type Picture,
  type ReadOptions,
  undecodable,
} from "../image/picture.js";
import { formatOf } from "../image/picture-format.js";
import { within } from "../within.js";
import { pictureSize, readable } from "./picture-size.js";

/**
 * Reads a JPEG, PNG, WebP, GIF or AVIF file as 8-bit sRGB: the first frame, turned upright as EXIF says, transparent parts on
 * `background`. Throws a `picture` error for a file that is damaged, too large or no picture. The browser decodes it: pixels of
 * PNG are those that Node reads, JPEG's may differ by a few levels.
 */
export async function readPicture(from: Blob, options: ReadOptions = {}): Promise<Picture> {
  const { background = "white", seconds = 30 } = options;
  const { name = from instanceof File ? from.name : "the picture" } = options;
  const bytes = await bytesOf(from, name);
  const format = formatOf(bytes, name, readable);
  const size = pictureSize(bytes, format);
  if (size) checkPixels(size.width, size.height, name);
  const behind = colorOf(background);
  try {
    const pixels = await within(seconds, decode(from, name));
    const { rgb, transparent } = flatten(pixels.data, 4, behind);
    const { width, height } = pixels;
    const orientation = size?.orientation ?? 1;
    const notes = [
      orientation > 1 ? `turned upright, as its EXIF orientation ${orientation} says` : "",
      transparent ? `transparent parts stand on ${background}` : "",
    ];
    return {
      image: { width, height, data: rgb },
      format,
      originalWidth: size?.width ?? width,
      originalHeight: size?.height ?? height,
      notes: notes.filter((note) => note !== ""),
    };
  } catch (cause) {
    throw undecodable(name, format, seconds, cause);
  }
}

async function bytesOf(from: Blob, name: string): Promise<Uint8Array> {
  if (from.size > mostPictureBytes) {
    throw new RegardError("picture", `${name} is larger than ${mostPictureBytes / 2 ** 20} MiB`);
  }
  try {
    return new Uint8Array(await from.arrayBuffer());
  } catch (cause) {
    throw new RegardError("picture", `the picture ${name} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** The pixels, red, green, blue and alpha. */
async function decode(from: Blob, name: string): Promise<ImageData> {
  const bitmap = await createImageBitmap(from, {
    imageOrientation: "from-image",
    premultiplyAlpha: "none",
    colorSpaceConversion: "default",
  });
  const { width, height } = bitmap;
  try {
    checkPixels(width, height, name);
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

/** A canvas to read pixels from. */
function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    colorSpace: "srgb",
    willReadFrequently: true,
  });
  if (context) return context;
  throw new RegardError(
    "picture",
    `the browser has no canvas of ${width} × ${height} pixels; make the picture smaller`,
  );
}

/** The red, green and blue of a color as CSS writes it. */
function colorOf(background: string): Uint8Array {
  const context = contextOf(1, 1);
  // A color that is none leaves the one before, whichever that is.
  const [first, second] = ["#000", "#fff"].map((before) => {
    context.fillStyle = before;
    context.fillStyle = background;
    return context.fillStyle;
  });
  if (first !== second) throw notAColor(background);
  context.fillRect(0, 0, 1, 1);
  return new Uint8Array(context.getImageData(0, 0, 1, 1).data);
}
