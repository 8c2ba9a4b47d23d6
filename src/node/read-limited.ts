import { type FileHandle, open } from "node:fs/promises";
import { within } from "../within.js";

/** One call reads no more. */
const chunk = 1 << 24;

/** Seconds; a pipe may have nobody who writes into it. */
const patience = 30;

/**
 * The bytes of a file that is no larger than `most`, which is how far anything is read: devices and pipes have no size, and no
 * end. Throws where it is larger or does not come within 30 s, beside the system's errors.
 */
export const readLimited = (path: string, most: number): Promise<Uint8Array> =>
  within(patience, read(path, most));

async function read(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const stats = await file.stat();
    if (stats.size > most) throw tooLarge(most);
    return stats.isFile() && stats.size > 0 ? await file.readFile() : await readAll(file, most);
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let total = 0; ; ) {
    const part = new Uint8Array(chunk);
    const { bytesRead } = await file.read(part, 0, chunk);
    if (bytesRead === 0) return Buffer.concat(parts);
    total += bytesRead;
    if (total > most) throw tooLarge(most);
    parts.push(part.slice(0, bytesRead));
  }
}

const tooLarge = (most: number): Error => new Error(`it is larger than ${most / 2 ** 20} MiB`);
