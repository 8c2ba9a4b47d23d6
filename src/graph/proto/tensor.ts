import { create } from "@bufbuild/protobuf";
import { RegardError } from "../../errors.js";
import { type Stored, storedConstant } from "../stored.js";
import { bitsOf, type Constant, type DType, dtypes, elementCount } from "../tensor.js";
import { type TensorProto, TensorProto_DataLocation, TensorProtoSchema } from "./onnx_pb.js";

/** Gives the bytes of a file that lies beside the model, or where they are stored, by the name that the model has for it. */
export type External = (location: string) => Uint8Array | Stored;

/** More axes than any tensor has; a file that claims more is damaged or hostile. */
export const rankLimit = 64;

const names = new Map(Object.entries(dtypes).map(([name, number]) => [number as number, name as DType]));

/** The element type with the number that ONNX gives it; `null` for 0, which is none. */
export function dtypeOf(number: number, what: string): DType | null {
  const name = names.get(number);
  if (name === undefined && number !== 0) {
    throw new RegardError("model", `${what} has an unknown element type, ${number}`);
  }
  return name ?? null;
}

/** The content of a tensor of a file: a view of its bytes where it has raw data, which is nearly always. */
export function readTensor(proto: TensorProto, what: string, external?: External): Constant {
  const fail = (reason: string): never => {
    throw new RegardError("model", `${what}: ${reason}`);
  };
  const dtype = dtypeOf(proto.dataType, what) ?? fail("no element type");
  if (proto.dims.length > rankLimit) fail(`a rank of ${proto.dims.length}`);
  const dims = proto.dims.map(Number);
  const size = elementCount(dims);
  // Beside a size of 0, others must fit all the same: the runtime multiplies them.
  const most = elementCount(dims.filter((dim) => dim !== 0));
  if (!dims.every((dim) => dim >= 0) || !Number.isSafeInteger(most)) fail(`[${dims}] is not a shape`);
  if (proto.segment) fail("it is stored in segments, which is not supported");
  if (dtype === "string") {
    if (proto.stringData.length !== size) fail(`${proto.stringData.length} strings for the shape [${dims}]`);
    const decoder = new TextDecoder();
    return { dtype, dims, bytes: new Uint8Array(), strings: proto.stringData.map((s) => decoder.decode(s)) };
  }
  const bytes =
    proto.dataLocation === TensorProto_DataLocation.EXTERNAL
      ? externalBytes(proto, fail, external)
      : (rawData(proto) ?? typedData(proto, dtype));
  const expected = Math.ceil((size * bitsOf(dtype)) / 8);
  if (bytes.byteLength !== expected) {
    fail(`${bytes.byteLength} bytes for the shape [${dims}] of ${dtype}, which takes ${expected}`);
  }
  return bytes instanceof Uint8Array
    ? { dtype, dims, bytes, strings: null }
    : storedConstant(dtype, dims, bytes);
}

const rawData = (proto: TensorProto): Uint8Array | null =>
  proto.rawData.byteLength > 0 ? proto.rawData : null;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** The elements from the field that ONNX has for their type, in the layout of raw data. */
function typedData(proto: TensorProto, dtype: DType): Uint8Array {
  switch (dtype) {
    case "float32":
    case "complex64":
      return bytesOf(Float32Array.from(proto.floatData));
    case "float64":
    case "complex128":
      return bytesOf(Float64Array.from(proto.doubleData));
    case "int64":
      return bytesOf(BigInt64Array.from(proto.int64Data));
    case "uint64":
      return bytesOf(BigUint64Array.from(proto.uint64Data));
    case "uint32":
      return bytesOf(Uint32Array.from(proto.uint64Data, Number));
    case "int32":
      return bytesOf(Int32Array.from(proto.int32Data));
    default:
      return bitsOf(dtype) === 16
        ? bytesOf(Uint16Array.from(proto.int32Data))
        : bytesOf(Uint8Array.from(proto.int32Data));
  }
}

function externalBytes(
  proto: TensorProto,
  fail: (reason: string) => never,
  external?: External,
): Uint8Array | Stored {
  const entries = new Map(proto.externalData.map(({ key, value }) => [key, value]));
  const location = entries.get("location") ?? "";
  // A location is a name beside the model; anything else would let a model read other files.
  if (location === "" || /^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(location)) {
    fail(`its data would lie in "${location}", which is not a file beside the model`);
  }
  if (!external) fail(`its data lies in another file, "${location}"; put that file beside the model`);
  const file = (external as External)(location);
  const whole = (key: string, otherwise: number): number => {
    const text = entries.get(key);
    if (text !== undefined && !/^\d{1,15}$/.test(text))
      fail(`its ${key} in "${location}" is "${text}", no number`);
    return text === undefined ? otherwise : Number(text);
  };
  const offset = whole("offset", 0);
  const length = whole("length", file.byteLength - offset);
  if (length < 0 || offset + length > file.byteLength) {
    fail(`"${location}" has ${file.byteLength} bytes, not ${length} at ${offset}`);
  }
  return file instanceof Uint8Array
    ? file.subarray(offset, offset + length)
    : file.part(offset, offset + length);
}

/** Where in another file the bytes of a tensor lie. */
export interface Place {
  readonly location: string;
  readonly offset: number;
}

/** A tensor for a file; with `place`, one that only says where its bytes are. */
export function writeTensor(constant: Constant, name: string, place: Place | null = null): TensorProto {
  const { dtype, dims, bytes, strings } = constant;
  const base = { name, dataType: dtypes[dtype], dims: dims.map(BigInt) };
  if (strings) {
    const encoder = new TextEncoder();
    return create(TensorProtoSchema, { ...base, stringData: strings.map((s) => encoder.encode(s)) });
  }
  if (!place) return create(TensorProtoSchema, { ...base, rawData: bytes });
  const externalData = [
    { key: "location", value: place.location },
    { key: "offset", value: `${place.offset}` },
    { key: "length", value: `${bytes.byteLength}` },
  ];
  return create(TensorProtoSchema, {
    ...base,
    externalData,
    dataLocation: TensorProto_DataLocation.EXTERNAL,
  });
}
