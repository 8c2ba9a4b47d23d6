import { type FileHandle, statfs } from "node:fs/promises";
import { fetchTransport, type Transport } from "./request.js";

/** What a download stands on, so that a test can stand on something else. */
export interface World {
  readonly transport: Transport;
  /** A connection that is silent for so many milliseconds is given up. */
  readonly patience: number;
  /** Bytes that can still be written in a folder. */
  free(folder: string): Promise<number>;
  write(file: FileHandle, bytes: Uint8Array, position: number): Promise<void>;
}

export const realWorld: World = {
  transport: fetchTransport,
  patience: 30_000,
  async free(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  async write(file, bytes, position) {
    for (let at = 0; at < bytes.length; ) {
      at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
    }
  },
};
