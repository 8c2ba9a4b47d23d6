import { GIF } from "image-size/types/gif";
import { HEIF } from "image-size/types/heif";
import { JPG } from "image-size/types/jpg";
import { PNG } from "image-size/types/png";
import { WEBP } from "image-size/types/webp";
import type { PictureFormat } from "../image/picture-format.js";

const headers = { jpeg: JPG, png: PNG, webp: WEBP, gif: GIF, avif: HEIF } satisfies Partial<
  Record<PictureFormat, unknown>
>;

/** What the header of a picture says. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** EXIF's, 1 for upright. */
  readonly orientation: number;
}

/** Width and height before anything is decoded; `null` where the header cannot be understood. */
export function pictureSize(bytes: Uint8Array, format: keyof typeof headers): PictureSize | null {
  try {
    const { width, height, orientation = 1 } = headers[format].calculate(bytes);
    return { width, height, orientation };
  } catch {
    // Whatever is wrong with it, the decoder will tell.
    return null;
  }
}

/** The formats that browsers read. */
export const readable = Object.keys(headers) as readonly (keyof typeof headers)[];
