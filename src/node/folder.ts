import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RegardError, throwIfCancelled } from "../errors.js";
import type { Figure } from "../image/figure/figure.js";
import type { Image } from "../image/image.js";
import { writeFileWhole } from "./files.js";
import { reason } from "./reason.js";

/** A file that was written. */
export interface SavedFile {
  readonly path: string;
  /** What it is, in a few words. */
  readonly what: string;
}

/** A folder that results are written to; every file is written whole or not at all. */
export interface Folder {
  readonly path: string;
  /** Each gives the path. */
  write(name: string, what: string, content: Uint8Array | string): Promise<string>;
  figure(name: string, what: string, figure: Figure): Promise<string>;
  /** As PNG, without loss. */
  picture(name: string, what: string, image: Image): Promise<string>;
}

/** Who wants to know of each file, and who may stop the writing of more. */
export interface FolderOptions {
  readonly onSaved?: ((file: SavedFile) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The folder at `path`, made where it is missing. Throws `RegardError("file")` where it cannot be written to, so that this is
 * known before the long work. Once `signal` aborts, nothing more is written.
 */
export async function openFolder(path: string, { onSaved, signal }: FolderOptions = {}): Promise<Folder> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (cause) {
    const why = reason(cause);
    throw new RegardError("file", `the folder ${path} cannot be written to: ${why}; choose another`, {
      cause,
    });
  }
  const write = async (name: string, what: string, content: Uint8Array | string): Promise<string> => {
    throwIfCancelled(signal);
    const file = join(path, name);
    await writeFileWhole(file, content);
    onSaved?.({ path: file, what });
    return file;
  };
  return {
    path,
    write,
    // What draws is loaded with the first drawing: a folder is opened before the long work, and drawn into after it.
    async figure(name, what, figure) {
      const [{ svgToPng }, { figureSvg }] = await Promise.all([
        import("./encode.js"),
        import("./figure-svg.js"),
      ]);
      return write(name, what, await svgToPng(await figureSvg(figure)));
    },
    async picture(name, what, image) {
      const { toPng } = await import("./png.js");
      return write(name, what, toPng(image));
    },
  };
}
