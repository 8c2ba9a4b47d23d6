const copies = new WeakMap<Uint8Array, Uint8Array>();

/** The bytes in memory that a worker can read without a copy: themselves, or one copy that is made once. */
export function shared(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const known = copies.get(bytes);
  if (known) return known;
  const copy = allocateShared(bytes.length);
  copy.set(bytes);
  copies.set(bytes, copy);
  return copy;
}

/** Zeros in memory that a worker can read without a copy. */
export const allocateShared = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
