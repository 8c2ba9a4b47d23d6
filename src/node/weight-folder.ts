import type { Stats } from "node:fs";
import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, sep, win32 } from "node:path";
import { RegardError } from "../errors.js";
import { fill } from "./fill.js";
import { reason } from "./reason.js";
import { allocateShared } from "./shared.js";

/** No network of pictures has more bytes of weights: 8 GiB. */
const mostBytes = 2 ** 33;

/** Reads files with weights that a model names, each once, and none that it should not reach. */
export class WeightFolder {
  readonly #folder: string;
  readonly #known = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The bytes of a file by the name that the model has for it. Throws `RegardError("file")` where it is not read. */
  read(location: string): Uint8Array {
    try {
      const path = this.#place(location);
      const bytes = this.#known.get(path) ?? this.#open(path);
      this.#known.set(path, bytes);
      return bytes;
    } catch (cause) {
      throw new RegardError(
        "file",
        `the weights "${location}", which the model names, are not read: ${reason(cause)}`,
        { cause },
      );
    }
  }

  /** Where a file lies, with every link followed. */
  #place(location: string): string {
    const parts = location.split(/[/\\]/);
    if (location === "" || isAbsolute(location) || win32.isAbsolute(location) || parts.some(leadsAway)) {
      throw new Error("they must lie in the model's own folder");
    }
    const path = realpathSync(join(this.#folder, ...parts));
    const folder = realpathSync(this.#folder);
    if (path.startsWith(folder + sep) || isBlobOf(folder, path)) return path;
    throw new Error("a link leads out of the model's folder; put the file itself there");
  }

  #open(path: string): Uint8Array {
    // Opening a pipe would wait for whoever writes into it.
    const before = check(lstatSync(path));
    const file = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const stats = check(fstatSync(file));
      // What was checked is what was opened, by the path that was checked.
      if (stats.ino !== before.ino || stats.dev !== before.dev || realpathSync(path) !== path) {
        throw new Error("the file was exchanged while it was opened");
      }
      this.#bytes += stats.size;
      if (this.#bytes > mostBytes)
        throw new Error(`with them the weights are larger than ${mostBytes / 2 ** 30} GiB`);
      return content(file, stats.size);
    } finally {
      closeSync(file);
    }
  }
}

/** A part of a name that leaves the folder: `..`, a drive or alternate stream, or what Windows keeps for devices. */
const leadsAway = (part: string): boolean =>
  part === ".." || part.includes(":") || /^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i.test(part);

/**
 * Whether `path` is a blob of the repository that `folder` is a snapshot of. The hub's cache keeps the files of
 * `models--ORGANIZATION--NAME/snapshots/REVISION/` as links to `models--ORGANIZATION--NAME/blobs/HASH`.
 */
function isBlobOf(folder: string, path: string): boolean {
  const blobs = dirname(path);
  if (basename(blobs) !== "blobs" || !/^[0-9a-f]{40,64}$/.test(basename(path))) return false;
  return folder.startsWith(join(dirname(blobs), "snapshots") + sep);
}

function check(stats: Stats): Stats {
  if (!stats.isFile()) throw new Error(stats.isDirectory() ? "it is a folder" : "it is not a file");
  if (stats.nlink > 1) {
    throw new Error(
      "the file has another name elsewhere (a hard link), and may be anybody's; make a copy of it and put that in its place",
    );
  }
  return stats;
}

function content(file: number, size: number): Uint8Array {
  const bytes = allocateShared(size);
  fill(file, bytes, 0);
  return bytes;
}
