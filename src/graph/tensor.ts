import type { Stored } from "./stored.js";

/** Element types of ONNX tensors under their ONNX names, with the number ONNX gives each. */
export const dtypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  complex128: 15,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e4m3fnuz: 18,
  float8e5m2: 19,
  float8e5m2fnuz: 20,
  uint4: 21,
  int4: 22,
  float4e2m1: 23,
  float8e8m0: 24,
  uint2: 25,
  int2: 26,
} as const;

export type DType = keyof typeof dtypes;

/** Bits of one element; strings have none. */
export const bitsOf = (dtype: DType): number => bits[dtype];

function spelledBits(dtype: string): number {
  if (dtype === "string") return 0;
  if (dtype === "bool") return 8;
  if (dtype.startsWith("float8")) return 8;
  if (dtype.startsWith("float4")) return 4;
  return Number(/\d+$/.exec(dtype)?.[0] ?? 0);
}

/** Asked for each value of a graph, and so read from the names only once. */
const bits = Object.fromEntries(Object.keys(dtypes).map((dtype) => [dtype, spelledBits(dtype)])) as Readonly<
  Record<DType, number>
>;

/** Element types that a gradient can have. */
export const isFloat = (dtype: DType | null): dtype is "float32" | "float16" | "float64" | "bfloat16" =>
  dtype === "float32" || dtype === "float16" || dtype === "float64" || dtype === "bfloat16";

/** The arrays that hold a run-time tensor's elements; float16 travels as its bits in a Uint16Array. */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** How many elements a tensor of these sizes has. */
export const elementCount = (dims: readonly number[]): number => dims.reduce((count, dim) => count * dim, 1);

/** A tensor that goes into or comes out of a session, row-major. */
export interface Tensor<Data extends TypedArray = Float32Array> {
  readonly dtype: DType;
  readonly dims: readonly number[];
  readonly data: Data;
}

/** A float32 tensor over `data` (not copied). Throws where the number of elements differs from the product of `dims`. */
export function tensor(data: Float32Array, dims: readonly number[]): Tensor {
  if (elementCount(dims) !== data.length)
    throw new RangeError(`${data.length} elements do not fill the shape [${dims}]`);
  return { dtype: "float32", dims, data };
}

/**
 * The content of a constant of a graph: little-endian elements as ONNX's `raw_data` has them, usually a view into the
 * bytes of the model file, so never copied and never to be written to. Strings stand in `strings` instead. Where there is
 * `stored`, the bytes are still in the file: taking `bytes` reads them all.
 */
export interface Constant {
  readonly dtype: DType;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
  readonly strings: readonly string[] | null;
  readonly stored?: Stored;
}
