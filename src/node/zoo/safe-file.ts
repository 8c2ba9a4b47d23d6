import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, rename, rm } from "node:fs/promises";

// A link is never followed: who can write into the cache must not get a file elsewhere overwritten or trusted. Windows has
// no O_NOFOLLOW; there the check before has to do.
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Opens a new file for reading and writing. Throws `EEXIST` where anything has the name, a link too. */
export const createFile = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow, 0o644);

/** Opens a file that is there, for reading or for both. Throws where the name is a link. */
export const openFile = (path: string, { write }: { readonly write: boolean }): Promise<FileHandle> =>
  open(path, (write ? constants.O_RDWR : constants.O_RDONLY) | noFollow);

/** Whether the name is that of a file, not of a link. */
export const isFile = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => null))?.isFile() === true;

/** Whether a file has no other name, so that writing into it changes no other. */
export const hasOneName = async (path: string): Promise<boolean> => (await lstat(path)).nlink === 1;

/** Whether the name is that of a link. */
export const isLink = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => null))?.isSymbolicLink() === true;

/** Whether anything has the name. */
export const isThere = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => null)) !== null;

/** Writes a small file whole, in the place of whatever had the name. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomUUID()}`;
  const file = await createFile(fresh);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await rename(fresh, path).catch(async (error: unknown) => {
    await rm(fresh, { force: true });
    throw error;
  });
}

/** Makes sure that a renamed file keeps its name when the machine stops. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and some file systems cannot sync one.
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
