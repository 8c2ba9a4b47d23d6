import { readSync } from "node:fs";

/** One call of the system reads no more than 2 GiB. */
const chunk = 1 << 30;

/** Fills `bytes` from an open file, beginning at `offset`. Throws where the file ends before. */
export function fill(file: number, bytes: Uint8Array, offset: number): void {
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(file, bytes, at, Math.min(bytes.length - at, chunk), offset + at);
    if (count === 0) throw new Error("the file became shorter while it was read");
    at += count;
  }
}
