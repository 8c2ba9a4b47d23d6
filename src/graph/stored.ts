import type { Constant, DType } from "./tensor.js";

/** Bytes that stay where they lie, in a file say, until somebody asks for them. */
export interface Stored {
  readonly byteLength: number;
  /** Fills `into` with the bytes from `from` on, read anew each time. */
  read(from: number, into: Uint8Array): void;
  /** Bytes `from` … `to` as stored bytes of their own. */
  part(from: number, to: number): Stored;
}

/** All the bytes. */
export function readAll(stored: Stored): Uint8Array {
  const bytes = new Uint8Array(stored.byteLength);
  stored.read(0, bytes);
  return bytes;
}

/** A constant over stored bytes: whoever takes its `bytes` reads them. */
export function storedConstant(dtype: DType, dims: readonly number[], stored: Stored): Constant {
  return {
    dtype,
    dims,
    strings: null,
    stored,
    get bytes() {
      return readAll(stored);
    },
  };
}
