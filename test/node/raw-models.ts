import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { type GraphProtoSchema, ModelProtoSchema } from "../../src/graph/proto/onnx_pb.js";

// Models that Regard itself would never hand over: they crash ONNX Runtime 1.30, or keep it busy.

const [float, int64, bool] = [1, 7, 9];
const [intAttribute, graphAttribute] = [2, 5];

const value = (name: string, elemType: number, dims: readonly number[]) => ({
  name,
  type: {
    value: {
      case: "tensorType" as const,
      value: {
        elemType,
        shape: { dim: dims.map((size) => ({ value: { case: "dimValue" as const, value: BigInt(size) } })) },
      },
    },
  },
});

const model = (graph: MessageInitShape<typeof GraphProtoSchema>): Uint8Array =>
  toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ version: 18n }],
      graph: { name: "g", ...graph },
    }),
  );

/** A Split that leaves an output out. */
export const crashing = (): Uint8Array =>
  model({
    input: [value("x", float, [2])],
    node: [
      {
        opType: "Split",
        input: ["x"],
        output: ["", "b"],
        attribute: [{ name: "num_outputs", type: intAttribute, i: 2n }],
      },
    ],
    output: [value("b", float, [1])],
  });

/** `sum` = 1 added up `turns` times. */
export const endless = (): Uint8Array =>
  model({
    input: [value("turns", int64, [])],
    initializer: [
      { name: "zero", dims: [1n], dataType: float, floatData: [0] },
      { name: "one", dims: [1n], dataType: float, floatData: [1] },
    ],
    node: [
      {
        opType: "Loop",
        input: ["turns", "", "zero"],
        output: ["sum"],
        attribute: [
          {
            name: "body",
            type: graphAttribute,
            g: {
              name: "body",
              input: [value("i", int64, []), value("go", bool, []), value("before", float, [1])],
              node: [
                { opType: "Identity", input: ["go"], output: ["on"] },
                { opType: "Add", input: ["before", "one"], output: ["after"] },
              ],
              output: [value("on", bool, []), value("after", float, [1])],
            },
          },
        ],
      },
    ],
    output: [value("sum", float, [1])],
  });

/** Four bytes of memory for each of `size`. */
export const hungry = (): Uint8Array =>
  model({
    input: [value("size", int64, [])],
    initializer: [{ name: "axes", dims: [1n], dataType: int64, int64Data: [0n] }],
    node: [
      { opType: "Unsqueeze", input: ["size", "axes"], output: ["shape"] },
      { opType: "ConstantOfShape", input: ["shape"], output: ["zeros"] },
      { opType: "ReduceMax", input: ["zeros"], output: ["max"] },
    ],
    output: [value("max", float, [1])],
  });
