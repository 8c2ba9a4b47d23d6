import type { SentFed } from "./messages.js";
import { readRange } from "./stored-file.js";

/** The bytes of a fed weight, read into memory that the runtime can use as it is. */
export function readFed({ content }: SentFed): ArrayBuffer {
  const bytes = new Uint8Array(content.byteLength);
  if (content instanceof Uint8Array) bytes.set(content);
  else readRange(content, bytes);
  return bytes.buffer;
}

/** Equal for weights that are the same bytes of the same file; `null` where that cannot be told. */
export function keyOf({ content, dtype, dims }: SentFed): string | null {
  if (content instanceof Uint8Array) return null;
  const { path, identity, offset, byteLength } = content;
  return JSON.stringify([path, identity, offset, byteLength, dtype, dims]);
}
