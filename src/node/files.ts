import { mkdir, readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type ErrorKind, nearest, RegardError } from "../errors.js";
import { reason } from "./reason.js";

/**
 * Writes a file all at once, or leaves what was there: no reader ever sees half of it. Missing folders are made. Throws a
 * `file` error that names the path and the reason where that cannot be done.
 */
export async function writeFileWhole(path: string, content: Uint8Array | string): Promise<void> {
  try {
    const { default: writeFileAtomic } = await import("write-file-atomic");
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(
      path,
      typeof content === "string"
        ? content
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    );
  } catch (cause) {
    throw new RegardError("file", `${path} cannot be written: ${reason(cause)}; choose another folder`, {
      cause,
    });
  }
}

/** The pictures of a folder by their name's ending, in alphabetical order, with the folder's path before them. */
export async function listPictures(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => pictureEndings.has(extname(name).toLowerCase()) && !name.startsWith("."))
      .sort()
      .map((name) => join(folder, name));
  } catch (cause) {
    throw new RegardError("file", `the folder ${folder} cannot be read: ${reason(cause)}`, { cause });
  }
}

const pictureEndings = new Set([".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff"]);

/**
 * A name that every file system accepts: letters without accents, digits and hyphens, at most 60 characters; `Érable à
 * sucre` becomes `erable-a-sucre`.
 */
export function slug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");
  if (plain === "") return "unnamed";
  // Windows keeps these names for devices, whatever their ending.
  return /^(con|prn|aux|nul|com\d|lpt\d)$/.test(plain) ? `${plain}-` : plain;
}

/** The slug of `name`, with a number behind it where `taken` has it already; added to `taken`. */
export function uniqueSlug(name: string, taken: Set<string>): string {
  const plain = slug(name);
  let unique = plain;
  for (let number = 2; taken.has(unique); number++) unique = `${plain}-${number}`;
  taken.add(unique);
  return unique;
}

/**
 * The error for a file that cannot be read; where it is not there, with the nearest names of its folder.
 * `what` is what the file was to be: `"picture"`, `"model"`, `"file"`.
 */
export async function readFailure(
  what: string,
  path: string,
  cause: unknown,
  kind: ErrorKind = "file",
): Promise<RegardError> {
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  if (!isMissing) {
    return new RegardError(kind, `the ${what} ${path} cannot be read: ${reason(cause)}`, { cause });
  }
  const names = await readdir(dirname(path)).catch(() => null);
  const hint =
    names === null
      ? `there is no folder ${dirname(path)} either`
      : `nearest there: ${nearest(basename(path), names).join(", ") || "nothing, the folder is empty"}`;
  return new RegardError(kind, `there is no ${what} ${path}; ${hint}`, { cause });
}
