import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { RegardError } from "../errors.js";
import type { Stored } from "../graph/stored.js";
import { fill } from "./fill.js";
import { reason } from "./reason.js";

/** Bytes of a file, as data that a worker can be sent. */
export interface FileRange {
  readonly path: string;
  /** The file that it was when it was first opened. */
  readonly identity: string;
  readonly offset: number;
  readonly byteLength: number;
}

/** Opening a pipe that took the file's place would wait for whoever writes into it. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Fills `bytes` from a range of a file. Throws `RegardError("file")` where that is gone, or another than it was. */
export function readRange({ path, identity, offset }: FileRange, bytes: Uint8Array): void {
  try {
    const file = openSync(path, readOnly);
    try {
      if (identityOf(file).identity !== identity) throw new Error("it changed after it was opened");
      fill(file, bytes, offset);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new RegardError("file", `the model ${path} cannot be read: ${reason(cause)}`, { cause });
  }
}

function identityOf(file: number): { readonly identity: string; readonly size: number } {
  const { dev, ino, size, mtimeMs } = fstatSync(file);
  return { identity: [dev, ino, size, mtimeMs].join(), size };
}

/** Bytes that stay in a file; every reading of them makes sure that it is still the same one. */
export class StoredFile implements Stored {
  readonly range: FileRange;

  private constructor(range: FileRange) {
    this.range = range;
  }

  /** All bytes of the file at `path`. Throws what `openSync` does. */
  static open(path: string): StoredFile {
    const file = openSync(path, "r");
    try {
      const { identity, size } = identityOf(file);
      return new StoredFile({ path, identity, offset: 0, byteLength: size });
    } finally {
      closeSync(file);
    }
  }

  get byteLength(): number {
    return this.range.byteLength;
  }

  read(from: number, into: Uint8Array): void {
    readRange(this.part(from, from + into.length).range, into);
  }

  part(from: number, to: number): StoredFile {
    const { offset } = this.range;
    return new StoredFile({ ...this.range, offset: offset + from, byteLength: to - from });
  }
}
