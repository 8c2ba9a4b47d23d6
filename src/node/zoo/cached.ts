import type { FileHandle } from "node:fs/promises";
import { lstat, readFile } from "node:fs/promises";
import type { Pinned } from "../../model/zoo/pinned.js";
import { sha256Of } from "./hash.js";
import type { Place } from "./place.js";
import { isFile, isLink, isThere, openFile, replaceFile } from "./safe-file.js";

/** What lies under the name of a pinned file. */
export type Cached =
  | { readonly state: "absent" }
  | { readonly state: "right"; readonly bytes: number }
  /** Something else; `why` goes on from "the cached file": `"is a link"`. */
  | { readonly state: "wrong"; readonly why: string };

type Expected = Pick<Pinned, "bytes" | "sha256">;

export interface CheckOptions {
  /** Hash it even where this very file has been hashed before. */
  readonly anew?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether the file in the cache is the pinned one. Its size is looked at each time; its hash is remembered with size, times
 * and number of the file, because hashing 553 MB takes 0.8 s.
 */
export async function checkCached(
  place: Place,
  { bytes, sha256 }: Expected,
  { anew = false, signal }: CheckOptions = {},
): Promise<Cached> {
  if (!(await isThere(place.model))) return { state: "absent" };
  if (await isLink(place.folder)) return { state: "wrong", why: "lies behind a link" };
  if (!(await isFile(place.model))) return { state: "wrong", why: "is a link or no file" };
  const file = await openFile(place.model, { write: false });
  try {
    const { size } = await file.stat();
    if (bytes !== null && size !== bytes)
      return { state: "wrong", why: `has ${size} bytes instead of ${bytes}` };
    const identity = await identityOf(file);
    if (anew || (await remembered(place)) !== identity) {
      const found = await sha256Of(file, signal);
      if (found !== sha256) return { state: "wrong", why: `has the SHA-256 ${found} instead of ${sha256}` };
      // A cache that cannot be written to is hashed each time.
      await replaceFile(place.checked, identity).catch(() => {});
    }
    return { state: "right", bytes: size };
  } finally {
    await file.close();
  }
}

/** Whether a file of the right size lies under the name, which is all that a list needs to know. */
export async function looksCached(place: Place, { bytes }: Pick<Pinned, "bytes">): Promise<boolean> {
  if (!(await isFile(place.model))) return false;
  return bytes === null || (await lstat(place.model)).size === bytes;
}

/** Changes with the file's content, its times and its place: a copy or an edit has another. */
async function identityOf(file: FileHandle): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await file.stat({ bigint: true });
  return [size, mtimeNs, ctimeNs, ino].join(" ");
}

const remembered = async ({ checked }: Place): Promise<string | null> =>
  (await isFile(checked)) ? await readFile(checked, "utf8").catch(() => null) : null;
