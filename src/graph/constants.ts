import { RegardError } from "../errors.js";
import { type Constant, type DType, elementCount, type TypedArray } from "./tensor.js";
import type { Value } from "./types.js";

/** More elements than any shape has; longer integer constants are data, not shapes. */
const shapeLimit = 64;

type Reader = { readonly size: number; readonly at: (view: DataView, offset: number) => number };

const readers: Partial<Record<DType, Reader>> = {
  float32: { size: 4, at: (view, at) => view.getFloat32(at, true) },
  float64: { size: 8, at: (view, at) => view.getFloat64(at, true) },
  float16: { size: 2, at: (view, at) => float16(view.getUint16(at, true)) },
  bfloat16: { size: 2, at: (view, at) => bfloat16(view.getUint16(at, true)) },
  int64: { size: 8, at: (view, at) => Number(view.getBigInt64(at, true)) },
  uint64: { size: 8, at: (view, at) => Number(view.getBigUint64(at, true)) },
  int32: { size: 4, at: (view, at) => view.getInt32(at, true) },
  uint32: { size: 4, at: (view, at) => view.getUint32(at, true) },
  int16: { size: 2, at: (view, at) => view.getInt16(at, true) },
  uint16: { size: 2, at: (view, at) => view.getUint16(at, true) },
  int8: { size: 1, at: (view, at) => view.getInt8(at) },
  uint8: { size: 1, at: (view, at) => view.getUint8(at) },
  bool: { size: 1, at: (view, at) => view.getUint8(at) },
};

function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const single = new DataView(new ArrayBuffer(4));

function bfloat16(bits: number): number {
  single.setUint32(0, bits << 16);
  return single.getFloat32(0);
}

/** The elements of a numeric constant. Throws for strings, complex numbers and types narrower than a byte. */
export function numbers(constant: Constant): Float64Array {
  const reader = readers[constant.dtype];
  if (!reader) throw new TypeError(`elements of type ${constant.dtype} cannot be read as numbers`);
  const { bytes } = constant;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const elements = new Float64Array(bytes.byteLength / reader.size);
  for (let i = 0; i < elements.length; i++) elements[i] = reader.at(view, i * reader.size);
  return elements;
}

const bytesOf = (data: TypedArray): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** A constant of floats. Throws `RegardError("model")` for element types other than float32, float64 and float16. */
export function floatConstant(
  values: ArrayLike<number>,
  dims: readonly number[],
  dtype: DType = "float32",
): Constant {
  if (dtype === "float32") return { dtype, dims, bytes: bytesOf(Float32Array.from(values)), strings: null };
  if (dtype === "float64") return { dtype, dims, bytes: bytesOf(Float64Array.from(values)), strings: null };
  if (dtype === "float16") {
    return { dtype, dims, bytes: bytesOf(Uint16Array.from(values, toFloat16)), strings: null };
  }
  throw new RegardError(
    "model",
    `numbers of the type ${dtype} cannot be written; float16, float32 and float64 can`,
  );
}

/** The bits of the float16 nearest to `value`, ties to even. */
function toFloat16(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(size || 2 ** -24)), -14);
  const unit = 2 ** (exponent - 10);
  const whole = Math.floor(size / unit);
  const rest = size / unit - whole;
  const rounded = rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
  return sign | (size < 2 ** -14 ? rounded : ((exponent + 14) << 10) + rounded);
}

/** A constant of int64. */
export function intConstant(values: readonly number[], dims: readonly number[] = [values.length]): Constant {
  return { dtype: "int64", dims, bytes: bytesOf(BigInt64Array.from(values, toInt64)), strings: null };
}

/** A constant of a numeric type from elements that it can hold; `null` for a type without arrays of its own. */
export function elementsConstant(
  elements: readonly number[],
  dims: readonly number[],
  dtype: DType,
): Constant | null {
  if (dtype === "int64") return intConstant(elements, dims);
  if (dtype === "float32" || dtype === "float64") return floatConstant(elements, dims, dtype);
  if (dtype === "int32") return { dtype, dims, bytes: bytesOf(Int32Array.from(elements)), strings: null };
  if (dtype === "bool") return { dtype, dims, bytes: Uint8Array.from(elements), strings: null };
  return null;
}

/** Saturates, because 2⁶³ − 1 ("to the end") is not a double. Throws `RegardError("model")` for what is no integer. */
export function toInt64(value: number): bigint {
  if (value >= 2 ** 63) return 2n ** 63n - 1n;
  if (value <= -(2 ** 63)) return -(2n ** 63n);
  if (!Number.isInteger(value)) throw new RegardError("model", `${value} stands where an integer must`);
  return BigInt(value);
}

/** The value that stands for a constant, with its elements known where it is small enough to be a shape. */
export function constantValue(constant: Constant, name: string): Value {
  const { dtype, dims } = constant;
  const isShape =
    (dtype === "int64" || dtype === "int32") && dims.length < 2 && elementCount(dims) <= shapeLimit;
  const elements = isShape ? Array.from(numbers(constant)) : null;
  return { name, type: { dtype, shape: dims, opaque: null }, constant, elements };
}
