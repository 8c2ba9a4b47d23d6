import { RegardError } from "../errors.js";
import { type DType, elementCount, type Tensor, type TypedArray } from "../graph/tensor.js";

/**
 * The array of a NumPy file (.npy, versions 1 to 3): float32, float64, bool and integers of 8 to 64 bits in either byte
 * order, C or Fortran order; the result is in C order. Throws a `file` error that names `where` for anything else, for a
 * damaged header and where shape and number of bytes disagree.
 */
export function readNpy(bytes: Uint8Array, where = "the array"): Tensor<TypedArray> {
  const { descr, fortran, dims, start } = readHeader(bytes, where);
  const type = types[descr.slice(1)];
  if (type === undefined) {
    throw problem(where, `its element type is "${descr}"; understood are ${Object.keys(types).join(", ")}`);
  }
  const count = elementCount(dims);
  const present = bytes.length - start;
  const most = elementCount(dims.filter((dim) => dim !== 0));
  if (!Number.isSafeInteger(most) || count * type.size !== present) {
    const shape = `[${dims.join(", ")}]`;
    throw problem(where, `shape ${shape} of ${descr} takes ${count * type.size} bytes, there are ${present}`);
  }
  // A copy, which begins where elements may be aligned; `slice` of a Node Buffer would not copy.
  const content = new Uint8Array(bytes.subarray(start));
  if (descr.startsWith(">")) swap(content, type.size);
  const data = type.view(content.buffer, count);
  return { dtype: type.dtype, dims, data: fortran ? fromFortran(data, dims) : data };
}

/** The same with every number turned into float32. */
export function readNpyFloats(bytes: Uint8Array, where = "the array"): Tensor {
  const { dims, data } = readNpy(bytes, where);
  if (data instanceof Float32Array) return { dtype: "float32", dims, data };
  return { dtype: "float32", dims, data: Float32Array.from(data as ArrayLike<number | bigint>, Number) };
}

/** A NumPy file (version 1.0, little-endian float32, C order) of the tensor; what `numpy.save` writes. */
export function writeNpy({ dims, data }: Pick<Tensor, "dims" | "data">): Uint8Array {
  const shape = dims.length === 1 ? `${dims[0]},` : dims.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + 4 * data.length);
  bytes.set(magic);
  bytes.set([1, 0, header.length & 0xff, header.length >> 8], 6);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer, 10 + header.length);
  for (let i = 0; i < data.length; i++) view.setFloat32(4 * i, data[i] as number, true);
  return bytes;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy itself reads no longer headers unasked. */
const longestHeader = 10_000;

/** As many as NumPy has. */
const mostAxes = 64;

interface ElementType {
  readonly dtype: DType;
  readonly size: number;
  view(buffer: ArrayBuffer, count: number): TypedArray;
}

const types: Readonly<Record<string, ElementType>> = {
  f4: { dtype: "float32", size: 4, view: (buffer, count) => new Float32Array(buffer, 0, count) },
  f8: { dtype: "float64", size: 8, view: (buffer, count) => new Float64Array(buffer, 0, count) },
  b1: { dtype: "bool", size: 1, view: (buffer, count) => new Uint8Array(buffer, 0, count) },
  u1: { dtype: "uint8", size: 1, view: (buffer, count) => new Uint8Array(buffer, 0, count) },
  i1: { dtype: "int8", size: 1, view: (buffer, count) => new Int8Array(buffer, 0, count) },
  u2: { dtype: "uint16", size: 2, view: (buffer, count) => new Uint16Array(buffer, 0, count) },
  i2: { dtype: "int16", size: 2, view: (buffer, count) => new Int16Array(buffer, 0, count) },
  u4: { dtype: "uint32", size: 4, view: (buffer, count) => new Uint32Array(buffer, 0, count) },
  i4: { dtype: "int32", size: 4, view: (buffer, count) => new Int32Array(buffer, 0, count) },
  u8: { dtype: "uint64", size: 8, view: (buffer, count) => new BigUint64Array(buffer, 0, count) },
  i8: { dtype: "int64", size: 8, view: (buffer, count) => new BigInt64Array(buffer, 0, count) },
};

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly dims: readonly number[];
  readonly start: number;
}

function readHeader(bytes: Uint8Array, where: string): Header {
  if (magic.some((byte, i) => bytes[i] !== byte)) {
    throw problem(where, "it does not begin as a NumPy file (.npy) does");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3)
    throw problem(where, `its format version is ${version}; 1 to 3 are understood`);
  const prefix = version === 1 ? 10 : 12;
  if (bytes.length < prefix) throw problem(where, "it ends within its header");
  const start = prefix + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw problem(where, "it ends within its header");
  if (start > longestHeader) throw problem(where, `its header is longer than ${longestHeader} bytes`);

  const text = new TextDecoder("latin1").decode(bytes.subarray(prefix, start));
  if (/'descr'\s*:\s*'\|?O'/.test(text)) {
    throw problem(where, "it holds Python objects, which may be programs; save an array of numbers");
  }
  const descr = /'descr'\s*:\s*'([<>|=][A-Za-z]\d+)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(((?:\s*\d{1,15}\s*,)*\s*(?:\d{1,15})?)\s*\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) {
    throw problem(where, `its header is not understood: ${text.slice(0, 120).trim()}`);
  }
  const dims = shape
    .split(",")
    .map((dim) => dim.trim())
    .filter((dim) => dim !== "")
    .map(Number);
  if (dims.length > mostAxes) throw problem(where, `it has ${dims.length} axes`);
  return { descr, fortran: order === "True", dims, start };
}

function problem(where: string, what: string): RegardError {
  return new RegardError("file", `${where} cannot be read as a NumPy array: ${what}`);
}

function swap(bytes: Uint8Array, size: number): void {
  for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse();
}

/** The first axis varies fastest in `data`; in the result the last one does. */
function fromFortran(data: TypedArray, dims: readonly number[]): TypedArray {
  const out = data.slice();
  const index = dims.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    let offset = 0;
    for (let axis = 0; axis < dims.length; axis++) {
      offset = offset * (dims[axis] as number) + (index[axis] as number);
    }
    out[offset] = data[i] as never;
    for (let axis = 0; axis < dims.length; axis++) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (dims[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return out;
}
