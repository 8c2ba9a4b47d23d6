import type { Metadata } from "sharp";
import { RegardError } from "../errors.js";
import { flatten } from "../image/flatten.js";
import {
  checkPixels,
  mostPictureBytes,
  mostPixels,
  notAColor,
  type Picture,
  type ReadOptions,
  undecodable,
} from "../image/picture.js";
import { formatOf, type PictureFormat } from "../image/picture-format.js";
import { within } from "../within.js";
import { loadSharp } from "./codecs.js";
import { readFailure } from "./files.js";
import { readLimited } from "./read-limited.js";

/**
 * Reads a JPEG, PNG, WebP, GIF, AVIF or TIFF file, given by its path or its bytes, as 8-bit sRGB: the first frame, turned
 * upright as EXIF says, transparent parts on `background`. Throws a `picture` error for a file that is missing, damaged, too
 * large or no picture.
 */
export async function readPicture(from: string | Uint8Array, options: ReadOptions = {}): Promise<Picture> {
  const { background = "white", seconds = 30 } = options;
  const { name = typeof from === "string" ? from : "the picture" } = options;
  const bytes = typeof from === "string" ? await readBytes(from) : from;
  const format = formatOf(bytes, name);
  const behind = await colorOf(background);
  try {
    return await within(seconds, decode(bytes, format, { name, seconds, background, behind }));
  } catch (cause) {
    throw undecodable(name, format, seconds, cause);
  }
}

interface Decoding {
  readonly name: string;
  readonly seconds: number;
  readonly background: string;
  readonly behind: Uint8Array;
}

async function decode(
  bytes: Uint8Array,
  format: PictureFormat,
  { name, seconds, background, behind }: Decoding,
): Promise<Picture> {
  const sharp = await loadSharp();
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (!isAs(format, metadata)) {
    throw new RegardError(
      "picture",
      `${name} begins as ${format} and is ${metadata.format}; convert it anew`,
    );
  }
  const { width, height, depth } = metadata;
  if (depth !== "uchar" && depth !== "ushort") {
    throw new RegardError(
      "picture",
      `${name} holds values of type ${depth}, whose black and white nobody knows; convert it to 8 or 16 bits`,
    );
  }
  checkPixels(width, height, name);
  const { data, info } = await sharp(bytes, { failOn: "error", limitInputPixels: mostPixels })
    .timeout({ seconds: Math.ceil(seconds) })
    .autoOrient()
    .toColorspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { rgb, transparent } = flatten(data, info.channels, behind);
  return {
    image: { width: info.width, height: info.height, data: rgb },
    format,
    originalWidth: width,
    originalHeight: height,
    notes: notesOn(metadata, format, transparent ? background : null),
  };
}

/** sharp recognizes formats in its own way, and knows more of them than are read here. */
function isAs(format: PictureFormat, { format: decoded, compression }: Metadata): boolean {
  return format === "avif" ? decoded === "heif" && compression === "av1" : decoded === format;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readLimited(path, mostPictureBytes);
  } catch (cause) {
    throw await readFailure("picture", path, cause, "picture");
  }
}

/** The red, green and blue of a color as CSS writes it. */
async function colorOf(background: string): Promise<Uint8Array> {
  try {
    const sharp = await loadSharp();
    return await sharp({ create: { width: 1, height: 1, channels: 3, background } })
      .raw()
      .toBuffer();
  } catch (cause) {
    throw notAColor(background, cause);
  }
}

function notesOn(metadata: Metadata, format: PictureFormat, background: string | null): string[] {
  const { orientation = 1, space, depth, pages = 1, icc } = metadata;
  const foreign = icc !== undefined && !icc.toString("latin1").replaceAll("\0", "").includes("sRGB");
  return [
    pages > 1
      ? `only the first of ${format === "gif" || format === "webp" ? "its frames" : `${pages} pictures`} is used`
      : "",
    orientation > 1 ? `turned upright, as its EXIF orientation ${orientation} says` : "",
    background !== null ? `transparent parts stand on ${background}` : "",
    space === "cmyk" ? "CMYK was turned into sRGB" : "",
    space === "b-w" || space === "grey16" ? "gray was spread over red, green and blue" : "",
    depth !== "uchar" ? "its values were reduced to 8 bits" : "",
    foreign ? "its color profile was turned into sRGB" : "",
  ].filter((note) => note !== "");
}
