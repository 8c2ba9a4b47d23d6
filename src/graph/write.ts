import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FunctionProtoSchema, ModelProtoSchema } from "./proto/onnx_pb.js";
import type { Place } from "./proto/tensor.js";
import { GraphWriter } from "./proto/writer.js";
import type { Constant } from "./tensor.js";
import type { Graph } from "./types.js";

export interface WriteOptions {
  /** A file that constants may lie in: their bytes are then pointed to, not written again. */
  readonly source?: Uint8Array;
  /** What the graph calls that file. */
  readonly location?: string;
  /** Whether to write what is known of the values inside, which spares a runtime from finding out, as far as it can. */
  readonly types?: boolean;
  /** Beside the metadata of the graph. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A constant smaller than this is written into the graph, which costs no more than the pointer. */
const leastPointed = 256;

/**
 * The bytes of an ONNX file for a graph. Inputs and outputs keep their names, other values where no two want the same;
 * an output that is an input, a constant or listed twice is copied under a name of its own. With `source`, the file is
 * only as large as the graph without its weights.
 */
export function write(graph: Graph, options: WriteOptions = {}): Uint8Array {
  const { source = null, location = "model.onnx", types = false, metadata = {} } = options;
  const locate = (constant: Constant): Place | null => {
    if (constant.stored) return null;
    const { bytes } = constant;
    if (bytes.buffer !== source?.buffer || bytes.byteLength < leastPointed) return null;
    const offset = bytes.byteOffset - source.byteOffset;
    const inside = offset >= 0 && offset + bytes.byteLength <= source.byteLength;
    return inside ? { location, offset } : null;
  };
  const versions = Object.entries({ "": graph.opset, ...graph.domains });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: BigInt(irVersion(graph.opset)),
      producerName: "regard",
      opsetImport: versions.map(([domain, version]) => ({ domain, version: BigInt(version) })),
      graph: new GraphWriter(locate, types).write(graph),
      functions: graph.functions.map((bytes) => fromBinary(FunctionProtoSchema, bytes)),
      metadataProps: Object.entries({ ...graph.metadata, ...metadata }).map(([key, value]) => ({
        key,
        value,
      })),
    }),
  );
}

/** The version of the format that came with an operator set; from 8 on, weights need not be inputs and functions are known. */
function irVersion(opset: number): number {
  if (opset <= 18) return 8;
  if (opset <= 22) return opset <= 20 ? 9 : 10;
  return Math.min(opset - 12, 13);
}
