import { RegardError } from "../errors.js";
import { mostText, type TextFile } from "../model/assemble-files.js";
import { StoredBlob } from "./stored-blob.js";

/** A file that the page has: chosen, dropped or downloaded, or by its path and bytes. */
export type GivenFile = File | { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A file of a model: its path with `/` between its parts, and what it holds. */
export interface PlacedFile {
  readonly path: string;
  readonly blob: Blob;
}

/** A file under the path that it was dropped with. */
export function placed(file: GivenFile): PlacedFile {
  if (file instanceof File) return { path: tidy(file.webkitRelativePath || file.name), blob: file };
  return { path: tidy(file.path), blob: new Blob([file.bytes]) };
}

const tidy = (path: string): string => path.replaceAll("\\", "/").replace(/^(\.?\/)+/, "");

/** All bytes of a file. Throws `RegardError("file")` where it has gone or changed since it was chosen. */
export async function bytesOf({ path, blob }: PlacedFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The text of a UTF-8 file of at most 16 MiB. Throws `RegardError("file")` where it cannot be read. */
export async function textOf(file: PlacedFile): Promise<TextFile> {
  if (file.blob.size > mostText) throw unreadable(file.path, `it is larger than ${mostText / 2 ** 20} MiB`);
  return { path: file.path, text: new TextDecoder().decode(await bytesOf(file)) };
}

/** The bytes of a file, left where they are until somebody asks for them. */
export const storedIn = ({ path, blob }: PlacedFile): StoredBlob =>
  new StoredBlob(blob, (cause) => unreadable(path, cause));

function unreadable(path: string, cause: unknown): RegardError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RegardError("file", `the file ${path} cannot be read: ${why}`, { cause });
}
