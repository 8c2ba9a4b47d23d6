import type * as Ort from "onnxruntime-common";
import type { Tensors } from "../backend.js";
import type { Fed } from "../graph/feed-stored.js";
import type { DType, TypedArray } from "../graph/tensor.js";

/** A tensor as ONNX Runtime takes it, over the same memory. */
export const toOrt = (
  runtime: Pick<typeof Ort, "Tensor">,
  { dtype, data, dims }: Tensors[string],
): Ort.Tensor =>
  // The constructor's overloads ask for a type known at compile time; the runtime checks it against the data.
  new runtime.Tensor(dtype as "float32", data as Float32Array, [...dims]);

/** A tensor that ONNX Runtime gave, over the same memory; `name` is for the error where it is none of numbers. */
export function fromOrt(name: string, { type, data, dims }: Ort.Tensor): Tensors[string] {
  if (Array.isArray(data)) throw new Error(`output "${name}" is a tensor of strings`);
  // Float16Array where the engine has it, bits in a Uint16Array where it has not: always the bits.
  const bits = type === "float16" ? new Uint16Array(data.buffer, data.byteOffset, data.length) : data;
  return { dtype: type, dims, data: bits as Tensors[string]["data"] };
}

const arrays: Partial<Record<DType, new (buffer: ArrayBufferLike) => TypedArray>> = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
};

/** The elements of a weight that is fed, over all the memory that its bytes lie in. */
export function elementsOf(
  { name, dtype }: Pick<Fed, "name" | "dtype">,
  memory: ArrayBufferLike,
): TypedArray {
  const elements = arrays[dtype];
  if (!elements) throw new Error(`the weight ${name} of type ${dtype} cannot be fed`);
  return new elements(memory);
}
