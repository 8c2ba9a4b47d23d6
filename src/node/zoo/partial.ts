import { randomUUID } from "node:crypto";
import { type FileHandle, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { isDead } from "./lock.js";
import type { Place } from "./place.js";
import { createFile, hasOneName, isFile, openFile } from "./safe-file.js";

/** A file that is being downloaded, by this process alone. */
export interface Partial {
  readonly path: string;
  readonly file: FileHandle;
  /** Puts it back for the next to go on from; an empty one goes away. */
  keep(): Promise<void>;
}

/**
 * The unfinished file of a place, taken from where an earlier download left it, or a new one. It gets a name of this
 * process's own first, and a file can be renamed by one only: what is hashed at the end nobody else can have written to.
 */
export async function takePartial(place: Place): Promise<Partial> {
  const path = `${place.partial}.${process.pid}.${randomUUID()}@${hostname()}`;
  const file = (await adopt(place, path)) ?? (await createFile(path));
  return {
    path,
    file,
    async keep() {
      const { size } = await file.stat();
      await file.close();
      await (size > 0 ? rename(path, place.partial) : rm(path, { force: true }));
    },
  };
}

async function adopt(place: Place, path: string): Promise<FileHandle | null> {
  for (const left of await leftovers(place)) {
    const isMine = await rename(left, path).then(
      () => true,
      () => false,
    );
    if (!isMine) continue;
    if ((await isFile(path)) && (await hasOneName(path))) return await openFile(path, { write: true });
    // A link, or a second name of some file: the name goes, what it leads to stays as it is.
    await rm(path, { recursive: true, force: true });
  }
  return null;
}

/** What finished downloads put back and dead ones left. */
export async function leftovers({ folder, partial }: Place): Promise<string[]> {
  const begin = basename(partial);
  const names = await readdir(folder);
  return names
    .filter((name) => {
      const [, pid, host] = /^\.(\d+)\.[\w-]+@(.*)$/.exec(name.slice(begin.length)) ?? [];
      const isOrphan = pid !== undefined && host !== undefined && isDead({ pid: Number(pid), host });
      return name.startsWith(begin) && (name === begin || isOrphan);
    })
    .map((name) => join(folder, name));
}
