import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { RegardError } from "../errors.js";
import type { NamedPicture } from "../report/studies/named-picture.js";
import { listPictures } from "./files.js";
import { readPicture } from "./picture.js";

/** A picture that was read, and what had to be done to it, in sentences for people. */
export interface ReadPicture extends NamedPicture {
  readonly notes: readonly string[];
}

/**
 * The pictures at `paths`, folders standing for the pictures in them, each under its file's name without the ending;
 * where two files have the same name, the later one gets a number. Throws `RegardError("picture" | "file")` naming the
 * first path that cannot be read, and `"usage"` where there is no picture at all.
 */
export async function readPictures(paths: readonly string[]): Promise<ReadPicture[]> {
  const files = (await Promise.all(paths.map(expand))).flat();
  if (paths.length > 0 && files.length === 0) {
    throw new RegardError(
      "usage",
      `no picture in ${paths.join(", ")}; give JPEG, PNG, WebP, GIF, AVIF or TIFF files`,
    );
  }
  const taken = new Set<string>();
  const pictures: ReadPicture[] = [];
  for (const path of files) {
    const name = unique(basename(path, extname(path)).replace(/\p{Cc}+/gu, " "), taken);
    const { image, notes } = await readPicture(path);
    pictures.push({ name, image, notes });
  }
  return pictures;
}

async function expand(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? listPictures(path) : [path];
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
  taken.add(free);
  return free;
}
