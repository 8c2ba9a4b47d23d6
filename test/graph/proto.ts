import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  type GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  type TensorProtoSchema,
} from "../../src/graph/proto/onnx_pb.js";

export type GraphInit = MessageInitShape<typeof GraphProtoSchema>;
export type TensorInit = MessageInitShape<typeof TensorProtoSchema>;

/** The declaration of a float tensor. */
export const float = (name: string, ...shape: (number | string)[]) => ({
  name,
  type: {
    value: {
      case: "tensorType" as const,
      value: {
        elemType: 1,
        shape: {
          dim: shape.map((size) =>
            typeof size === "number"
              ? { value: { case: "dimValue" as const, value: BigInt(size) } }
              : { value: { case: "dimParam" as const, value: size } },
          ),
        },
      },
    },
  },
});

/** The bytes of a model with this graph. */
export const model = (graph: GraphInit, opset = 18): Uint8Array =>
  toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: "", version: BigInt(opset) }],
      graph: { name: "g", ...graph },
    }),
  );

export const relu = (input: string, output: string) =>
  create(NodeProtoSchema, { opType: "Relu", input: [input], output: [output] });

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A model whose weights are one tensor that is read as w. */
export const withTensor = (tensor: TensorInit): Uint8Array =>
  model({
    initializer: [{ name: "w", ...tensor }],
    node: [create(NodeProtoSchema, { opType: "Identity", input: ["w"], output: ["y"] })],
    output: [{ name: "y" }],
  });
