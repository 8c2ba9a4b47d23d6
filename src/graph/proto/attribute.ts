import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { RegardError } from "../../errors.js";
import { toInt64 } from "../constants.js";
import type { Attribute, Graph } from "../types.js";
import {
  type AttributeProto,
  AttributeProtoSchema,
  type GraphProto,
  AttributeProto_AttributeType as Kind,
  TensorProto_DataLocation,
} from "./onnx_pb.js";
import { type External, readTensor, writeTensor } from "./tensor.js";

/** What reading an attribute needs from the graph around it. */
export interface AttributeContext {
  readonly what: string;
  readonly external: External | undefined;
  readonly graph: (proto: GraphProto) => Graph;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The attribute as plain data; what has no plain form, or would lose by it, stays serialized. */
export function readAttribute(proto: AttributeProto, context: AttributeContext): Attribute {
  try {
    return plain(proto, context) ?? opaque(proto, context);
  } catch (error) {
    // Bytes that are no UTF-8 are legal in a string.
    if (error instanceof TypeError && proto.s.byteLength + proto.strings.length > 0)
      return opaque(proto, context);
    throw error;
  }
}

function opaque(proto: AttributeProto, { what }: AttributeContext): Attribute {
  const sparse = [proto.sparseTensor, ...proto.sparseTensors].flatMap((each) => [
    each?.values,
    each?.indices,
  ]);
  for (const tensor of [proto.t, ...proto.tensors, ...sparse]) {
    // The runtime would open the file by its name.
    if (tensor?.dataLocation !== TensorProto_DataLocation.EXTERNAL) continue;
    throw new RegardError(
      "model",
      `${what}, attribute ${proto.name}: its data lies in another file, which is not supported`,
    );
  }
  return { kind: "opaque", value: toBinary(AttributeProtoSchema, proto) };
}

/** Whether an int64 survives as a number; 2⁶³ − 1 does, as "to the end". */
const exact = (value: bigint): boolean => toInt64(Number(value)) === value;

function plain(proto: AttributeProto, { what, external, graph }: AttributeContext): Attribute | null {
  const described = `${what}, attribute ${proto.name}`;
  switch (proto.type) {
    case Kind.INT:
      return exact(proto.i) ? { kind: "int", value: Number(proto.i) } : null;
    case Kind.INTS:
      return proto.ints.every(exact) ? { kind: "ints", value: proto.ints.map(Number) } : null;
    case Kind.FLOAT:
      return { kind: "float", value: proto.f };
    case Kind.FLOATS:
      return { kind: "floats", value: proto.floats };
    case Kind.STRING:
      return { kind: "string", value: decoder.decode(proto.s) };
    case Kind.STRINGS:
      return { kind: "strings", value: proto.strings.map((bytes) => decoder.decode(bytes)) };
    case Kind.TENSOR:
      return proto.t ? { kind: "tensor", value: readTensor(proto.t, described, external) } : null;
    case Kind.GRAPH:
      return proto.g ? { kind: "graph", value: graph(proto.g) } : null;
    case Kind.GRAPHS:
    case Kind.UNDEFINED:
      throw new RegardError(
        "model",
        `${described}: attributes of this kind (${Kind[proto.type]}) cannot be read`,
      );
    default:
      return null;
  }
}

/** The attribute for a file; `graph` writes a subgraph. */
export function writeAttribute(
  name: string,
  attribute: Attribute,
  graph: (graph: Graph) => GraphProto,
): AttributeProto {
  const encoder = new TextEncoder();
  switch (attribute.kind) {
    case "int":
      return create(AttributeProtoSchema, { name, type: Kind.INT, i: toInt64(attribute.value) });
    case "ints":
      return create(AttributeProtoSchema, { name, type: Kind.INTS, ints: attribute.value.map(toInt64) });
    case "float":
      return create(AttributeProtoSchema, { name, type: Kind.FLOAT, f: attribute.value });
    case "floats":
      return create(AttributeProtoSchema, { name, type: Kind.FLOATS, floats: [...attribute.value] });
    case "string":
      return create(AttributeProtoSchema, { name, type: Kind.STRING, s: encoder.encode(attribute.value) });
    case "strings": {
      const strings = attribute.value.map((value) => encoder.encode(value));
      return create(AttributeProtoSchema, { name, type: Kind.STRINGS, strings });
    }
    case "tensor":
      return create(AttributeProtoSchema, { name, type: Kind.TENSOR, t: writeTensor(attribute.value, "") });
    case "graph":
      return create(AttributeProtoSchema, { name, type: Kind.GRAPH, g: graph(attribute.value) });
    case "opaque":
      return fromBinary(AttributeProtoSchema, attribute.value);
  }
}
