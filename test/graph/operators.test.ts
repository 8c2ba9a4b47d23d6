import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import {
  type GraphProtoSchema,
  AttributeProto_AttributeType as Kind,
  NodeProtoSchema,
} from "../../src/graph/proto/onnx_pb.js";
import { read } from "../../src/graph/read.js";
import { float, model } from "./proto.js";

type NodeInit = NonNullable<Parameters<typeof create<typeof NodeProtoSchema>>[1]>;
type GraphInit = NonNullable<Parameters<typeof create<typeof GraphProtoSchema>>[1]>;

const one = (node: NodeInit, opset = 18): Uint8Array => {
  const graph: GraphInit = {
    input: [float("x", 2, 3)],
    node: [create(NodeProtoSchema, { output: ["y"], ...node })],
    output: [{ name: "y" }],
  };
  return model(graph, opset);
};

describe("nodes that ONNX does not have so are refused, whatever the runtime would make of them", () => {
  test.each<[string, Uint8Array, string]>([
    ["an operator of no name", one({ opType: "Rleu", input: ["x"] }), "ONNX has no such operator"],
    [
      "an operator newer than its opset",
      one({ opType: "Gelu", input: ["x"] }),
      "opset 18, in which the model is written, does not have it; it came with 20",
    ],
    ["too few inputs", one({ opType: "Conv", input: ["x"] }), "takes 2 to 3 inputs, not 1"],
    ["too many inputs", one({ opType: "Relu", input: ["x", "x"] }), "takes 1 input, not 2"],
    ["no inputs", one({ opType: "Concat" }), "takes 1 or more inputs, not 0"],
    ["too many outputs", one({ opType: "Relu", input: ["x"], output: ["y", "z"] }), "takes 1 output, not 2"],
    ["no outputs", one({ opType: "Relu", input: ["x"], output: [] }), "takes 1 output, not 0"],
    // ONNX Runtime 1.30 dies of these two.
    ["an absent input among many", one({ opType: "Max", input: ["x", "", "x"] }), "input 1 is absent"],
    ["an absent input that must be there", one({ opType: "Add", input: ["", "x"] }), "input 0 is absent"],
    [
      "an attribute of another kind",
      one({ opType: "Softmax", input: ["x"], attribute: [{ name: "axis", type: Kind.FLOAT, f: 1 }] }),
      "attribute axis is float, not int",
    ],
    [
      "an attribute that is not the operator's",
      one({ opType: "Relu", input: ["x"], attribute: [{ name: "axis", type: Kind.INT, i: 1n }] }),
      "ONNX has no attribute axis for it",
    ],
    [
      "an attribute twice",
      one({
        opType: "Softmax",
        input: ["x"],
        attribute: [1n, 0n].map((i) => ({ name: "axis", type: Kind.INT, i })),
      }),
      "attribute axis is given twice",
    ],
    ["a missing attribute", one({ opType: "Cast", input: ["x"] }), "attribute to is missing"],
    [
      "an attribute of a function",
      one({
        opType: "Softmax",
        input: ["x"],
        attribute: [{ name: "axis", type: Kind.INT, refAttrName: "a" }],
      }),
      "attribute axis refers to one of a function",
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(/^model\.onnx: operator \w+ \(node "y?"\): /);
    expect(() => read(bytes)).toThrow(message);
  });

  test("as each opset has them", () => {
    const axes = [{ name: "axes", type: Kind.INTS, ints: [0n] }];
    const old = one({ opType: "Unsqueeze", input: ["x"], attribute: axes }, 12);
    expect(read(old).outputs[0]?.type.shape).toEqual([1, 2, 3]);
    expect(() => read(one({ opType: "Unsqueeze", input: ["x"], attribute: axes }, 13))).toThrow(
      "takes 2 inputs, not 1",
    );
  });

  test("but those that leave what is optional out are read", () => {
    expect(read(one({ opType: "Clip", input: ["x", "", ""] })).nodes[0]?.inputs).toHaveLength(3);
    expect(read(one({ opType: "Dropout", input: ["x"], output: ["y", ""] })).nodes).toHaveLength(1);
  });
});
