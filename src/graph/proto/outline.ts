import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { RegardError } from "../../errors.js";
import type { Stored } from "../stored.js";
import { type DType, dtypes } from "../tensor.js";
import { type Field, FieldReader } from "./fields.js";
import { TensorProto_DataLocation, TensorProtoSchema } from "./onnx_pb.js";

/** What an outline calls the file that it is of; no file can have this name. */
export const ownFile = "\0";

/** Bytes of the file as they are, or others. */
type Piece = { readonly from: number; readonly to: number } | Uint8Array;

// Numbers of fields in onnx.proto.
const [graphField, initializerField] = [7, 5];
const tensorField = { dataType: 2, rawData: 9, externalData: 13, dataLocation: 14 };

/** Element types that a runtime takes as a feed. */
const fedTypes: ReadonlySet<number> = new Set(
  (["float32", "float16", "float64", "int8", "uint8"] satisfies DType[]).map((dtype) => dtypes[dtype]),
);

/**
 * An ONNX file without the bytes of its largest weights: every initializer of `least` bytes and more only says where in the
 * file its bytes lie (as external data in `ownFile`). `null` where there is none, or where the file is damaged, which
 * whoever reads all of it will tell. `allocate` gives the memory.
 */
export function outline(
  file: Stored,
  least: number,
  allocate: (length: number) => Uint8Array,
): Uint8Array | null {
  const pieces = piecesOf(file, least);
  if (!pieces) return null;
  const bytes = allocate(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    const part = bytes.subarray(at, at + lengthOf([piece]));
    if (piece instanceof Uint8Array) part.set(piece);
    else file.read(piece.from, part);
    at += part.length;
  }
  return bytes;
}

function piecesOf(file: Stored, least: number): readonly Piece[] | null {
  const reader = new FieldReader(file);
  /** The pieces of a message some of whose fields are changed; `null` where none is. */
  const message = (
    { from, to }: { readonly from: number; readonly to: number },
    change: (field: Field) => readonly Piece[] | null,
  ): readonly Piece[] | null => {
    const pieces: Piece[] = [];
    let kept = from;
    for (const field of reader.fields(from, to)) {
      const changed = field.isLong && field.to - field.from >= least ? change(field) : null;
      if (!changed) continue;
      pieces.push({ from: kept, to: field.at }, ...enclosed(field.number, changed));
      kept = field.to;
    }
    return pieces.length === 0 ? null : [...pieces, { from: kept, to }];
  };
  try {
    return message({ from: 0, to: file.byteLength }, (graph) =>
      graph.number !== graphField
        ? null
        : message(graph, (field) =>
            field.number === initializerField ? pointing(field, reader, least) : null,
          ),
    );
  } catch (error) {
    if (error instanceof RegardError && error.kind === "model") return null;
    throw error;
  }
}

/** The pieces of a tensor that points to its bytes; `null` where it has few, has them in another form or twice. */
function pointing({ from, to }: Field, reader: FieldReader, least: number): readonly Piece[] | null {
  const fields = [...reader.fields(from, to)];
  const all = (number: number): Field[] => fields.filter((field) => field.number === number);
  const [data, ...others] = all(tensorField.rawData);
  const [type] = all(tensorField.dataType).slice(-1);
  const isPlain = [tensorField.externalData, tensorField.dataLocation].every(
    (number) => all(number).length === 0,
  );
  if (!data || !type || others.length > 0 || !isPlain || data.to - data.from < least) return null;
  if (!fedTypes.has(new BinaryReader(reader.bytes(type.from, type.to)).uint32())) return null;
  const kept = fields
    .filter((field) => field !== data)
    .map((field): Piece => ({ from: field.at, to: field.to }));
  return [...kept, pointer(data)];
}

/** The fields of a tensor that say where its bytes lie. */
function pointer({ from, to }: Field): Uint8Array {
  const externalData = Object.entries({ location: ownFile, offset: `${from}`, length: `${to - from}` }).map(
    ([key, value]) => ({ key, value }),
  );
  const fields = { externalData, dataLocation: TensorProto_DataLocation.EXTERNAL };
  return toBinary(TensorProtoSchema, create(TensorProtoSchema, fields));
}

/** The content of a field behind its number and length. */
function enclosed(number: number, content: readonly Piece[]): readonly Piece[] {
  const head = new BinaryWriter().tag(number, WireType.LengthDelimited).uint32(lengthOf(content)).finish();
  return [head, ...content];
}

const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce(
    (sum, piece) => sum + (piece instanceof Uint8Array ? piece.length : piece.to - piece.from),
    0,
  );
