import type { Metadata } from "sharp";
import { RegardError } from "../errors.js";
import { notAPicture, type Picture, type PictureFormat, pictureFormat } from "../image/picture.js";
import { loadSharp } from "./codecs.js";
import { readFailure } from "./files.js";
import { readLimited } from "./read-limited.js";
import { within } from "./within.js";

/** How a picture is read. */
export interface ReadOptions {
  /** The color behind transparent parts, as CSS writes it; white unless told otherwise. */
  readonly background?: string;
  /** What error messages call a picture given as bytes. */
  readonly name?: string;
  /** Decoding that takes longer is given up; 30 unless told otherwise. */
  readonly seconds?: number;
}

/** Larger pictures are refused from their header, before anything is decoded. */
const mostPixels = 50_000_000;

/** So are larger files, before they are read: 512 MiB. */
const mostBytes = 2 ** 29;

/**
 * Reads a JPEG, PNG, WebP, GIF, AVIF or TIFF file, given by its path or its bytes, as 8-bit sRGB: the first frame, turned
 * upright as EXIF says, transparent parts on `background`. Throws a `picture` error for a file that is missing, damaged, too
 * large or no picture.
 */
export async function readPicture(from: string | Uint8Array, options: ReadOptions = {}): Promise<Picture> {
  const { background = "white", seconds = 30 } = options;
  const { name = typeof from === "string" ? from : "the picture" } = options;
  const bytes = typeof from === "string" ? await readBytes(from) : from;
  const format = pictureFormat(bytes);
  if (format === null) {
    const what = notAPicture(bytes);
    throw new RegardError(
      "picture",
      `${name} is not a picture that can be read${what === "" ? "" : `: ${what}`}; convert it to JPEG, PNG, WebP, GIF, AVIF or TIFF`,
    );
  }
  const behind = await colorOf(background);
  try {
    return await within(seconds, decode(bytes, format, { name, seconds, background, behind }));
  } catch (cause) {
    if (cause instanceof RegardError) throw cause;
    const message = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    const said = /^timeout/.test(message)
      ? `${name} takes longer than ${seconds} s to decode (${format}); convert it, or leave it out`
      : `${name} is damaged or cut short (${format}: ${message})`;
    throw new RegardError("picture", said, { cause });
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
  if (width * height > mostPixels) {
    throw new RegardError(
      "picture",
      `${name} has ${width} × ${height} pixels, more than ${mostPixels / 1e6} million; make it smaller first`,
    );
  }
  const { data, info } = await sharp(bytes, { failOn: "error", limitInputPixels: mostPixels })
    .timeout({ seconds: Math.ceil(seconds) })
    .autoOrient()
    .toColorspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { rgb, transparent } = toRgb(data, info.channels, behind);
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
    return await readLimited(path, mostBytes);
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
    const message = `"${background}" is not a color; write one as white, #8080ff or rgb(128, 128, 255)`;
    throw new RegardError("usage", message, { cause });
  }
}

/**
 * Gray (one channel, or two with alpha) becomes three equal channels; transparent parts are laid over the color behind. Not
 * done by sharp, whose `flatten` keeps only the red of a color behind gray.
 */
function toRgb(data: Uint8Array, channels: number, behind: Uint8Array) {
  if (channels === 3) {
    return { rgb: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), transparent: false };
  }
  const colors = channels < 3 ? 1 : 3;
  const rgb = new Uint8ClampedArray((data.length / channels) * 3);
  let transparent = false;
  for (let i = 0; i < rgb.length / 3; i++) {
    const alpha = channels === colors ? 255 : (data[i * channels + colors] as number);
    if (alpha < 255) transparent = true;
    for (let c = 0; c < 3; c++) {
      const value = data[i * channels + (c % colors)] as number;
      rgb[i * 3 + c] = (value * alpha + (behind[c] as number) * (255 - alpha)) / 255;
    }
  }
  return { rgb, transparent };
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
