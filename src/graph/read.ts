import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { inFile, RegardError } from "../errors.js";
import { checkBudget } from "./proto/budget.js";
import { type Model, readGraph } from "./proto/graph.js";
import { checkCounts } from "./proto/limits.js";
import { nature } from "./proto/magic.js";
import { FunctionProtoSchema, type ModelProto, ModelProtoSchema } from "./proto/onnx_pb.js";
import type { External } from "./proto/tensor.js";
import type { Graph } from "./types.js";

export interface ReadOptions {
  /** Gives the bytes of files with weights that lie beside the model. */
  readonly external?: External;
}

/**
 * The graph of an ONNX file, with types inferred. Weights are views into `bytes`, which therefore must not change.
 * `file` is for messages. Throws `RegardError("model")` for whatever is not a whole, consistent ONNX file.
 */
export function read(bytes: Uint8Array, file = "model.onnx", options: ReadOptions = {}): Graph {
  const { graph, ...proto } = parse(bytes, file);
  return inFile(file, () => {
    if (!graph) throw new RegardError("model", "the file has no graph");
    checkCounts({ graph, ...proto });
    const again = proto.functions.find(({ domain }) => domain === "" || domain === "ai.onnx");
    if (again) {
      throw new RegardError(
        "model",
        `a function of the file redefines the operator ${again.name} of ai.onnx`,
      );
    }
    const versions = proto.opsetImport.map(
      ({ domain, version }) => [domain === "ai.onnx" ? "" : domain, Number(version)] as const,
    );
    const { "": opset = 1, ...domains } = Object.fromEntries(versions);
    const model: Model = {
      opset,
      domains,
      functions: proto.functions.map((each) => toBinary(FunctionProtoSchema, each)),
      metadata: Object.fromEntries(proto.metadataProps.map(({ key, value }) => [key, value])),
      external: options.external,
    };
    return readGraph(graph, model, null);
  });
}

function parse(bytes: Uint8Array, file: string): ModelProto {
  if (bytes.byteLength === 0) throw new RegardError("model", `${file} is empty`);
  try {
    checkBudget(bytes);
    const proto = fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false });
    if (proto.graph || proto.irVersion > 0n) return proto;
  } catch (error) {
    throw notModel(bytes, file, error);
  }
  throw notModel(bytes, file);
}

function notModel(bytes: Uint8Array, file: string, cause?: unknown): RegardError {
  const known = nature(bytes);
  const tooMuch = cause instanceof RegardError ? cause.message : null;
  // Every exporter writes the version of the format first.
  const damaged = bytes[0] === 8 ? "it is an ONNX file that is truncated or damaged" : null;
  const reason = known ? `it is ${known}` : (tooMuch ?? damaged ?? "its content is something else");
  return new RegardError("model", `${file} cannot be read as an ONNX model: ${reason}`, { cause });
}
