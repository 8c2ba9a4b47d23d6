import type { Stored } from "../graph/stored.js";

/** Bytes that stay in a file of the disk or in the browser's cache; only workers may wait for them. */
export class StoredBlob implements Stored {
  readonly #blob: Blob;
  readonly #unreadable: (cause: unknown) => Error;

  constructor(blob: Blob, unreadable: (cause: unknown) => Error) {
    this.#blob = blob;
    this.#unreadable = unreadable;
  }

  get byteLength(): number {
    return this.#blob.size;
  }

  read(from: number, into: Uint8Array): void {
    try {
      const part = this.#blob.slice(from, from + into.length);
      into.set(new Uint8Array(new FileReaderSync().readAsArrayBuffer(part)));
    } catch (cause) {
      throw this.#unreadable(cause);
    }
  }

  part(from: number, to: number): StoredBlob {
    return new StoredBlob(this.#blob.slice(from, to), this.#unreadable);
  }
}
