import { RegardError } from "../errors.js";
import type { Image } from "./image.js";
import type { PictureFormat } from "./picture-format.js";

/** A picture read from a file, turned into 8-bit sRGB, and what that took. */
export interface Picture {
  readonly image: Image;
  readonly format: PictureFormat;
  /** Width and height in the file, before its orientation was applied. */
  readonly originalWidth: number;
  readonly originalHeight: number;
  /** What was changed on the way, one sentence each; empty for a plain picture. */
  readonly notes: readonly string[];
}

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
export const mostPixels = 50_000_000;

/** So are larger files, before they are read: 512 MiB. */
export const mostPictureBytes = 2 ** 29;

/** Throws `RegardError("picture")` for more pixels than are decoded. */
export function checkPixels(width: number, height: number, name: string): void {
  if (width * height <= mostPixels) return;
  throw new RegardError(
    "picture",
    `${name} has ${width} × ${height} pixels, more than ${mostPixels / 1e6} million; make it smaller first`,
  );
}

/** The error for a picture of which nothing came in time, or something wrong. */
export function undecodable(
  name: string,
  format: PictureFormat,
  seconds: number,
  cause: unknown,
): RegardError {
  if (cause instanceof RegardError) return cause;
  const message = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
  const said = /^timeout/.test(message)
    ? `${name} takes longer than ${seconds} s to decode (${format}); convert it, or leave it out`
    : `${name} is damaged or cut short (${format}: ${message})`;
  return new RegardError("picture", said, { cause });
}

export const notAColor = (background: string, cause?: unknown): RegardError =>
  new RegardError(
    "usage",
    `"${background}" is not a color; write one as white, #8080ff or rgb(128, 128, 255)`,
    {
      cause,
    },
  );
