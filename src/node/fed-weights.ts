import type { TypedArray } from "../graph/tensor.js";
import type { SentFed } from "./messages.js";
import { readRange } from "./stored-file.js";

const arrays: Partial<Record<SentFed["dtype"], new (buffer: ArrayBuffer) => TypedArray>> = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
};

/** The elements of a fed weight, read into memory that the runtime can use as it is. */
export function elementsOf({ name, dtype, content }: SentFed): TypedArray {
  const elements = arrays[dtype];
  if (!elements) throw new Error(`the weight ${name} of type ${dtype} cannot be fed`);
  const bytes = new Uint8Array(content.byteLength);
  if (content instanceof Uint8Array) bytes.set(content);
  else readRange(content, bytes);
  return new elements(bytes.buffer);
}

/** Equal for weights that are the same bytes of the same file; `null` where that cannot be told. */
export function keyOf({ content, dtype, dims }: SentFed): string | null {
  if (content instanceof Uint8Array) return null;
  const { path, identity, offset, byteLength } = content;
  return JSON.stringify([path, identity, offset, byteLength, dtype, dims]);
}
