import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { AttributeProto_AttributeType as Kind, NodeProtoSchema } from "../../src/graph/proto/onnx_pb.js";
import { read } from "../../src/graph/read.js";
import { type GraphInit, model, type TensorInit, text, withTensor } from "./proto.js";

describe("what is no ONNX model", () => {
  const good = withTensor({ dataType: 1, dims: [100n], rawData: new Uint8Array(400) });

  test.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(), /m\.onnx is empty/],
    ["a web page", text("<!DOCTYPE html><html><body>404</body></html>"), /it is a web page/],
    [
      "a Git LFS pointer",
      text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
      /a Git LFS pointer, not the file it stands for/,
    ],
    ["a PNG", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), /a PNG picture/],
    ["a JPEG", Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /a JPEG picture/],
    ["a zip archive", text("PK\x03\x04aaaaaaaaaaaa"), /a zip archive/],
    ["gzip", Uint8Array.from([0x1f, 0x8b, 8, 0]), /gzip-compressed/],
    ["HDF5", Uint8Array.from([0x89, 0x48, 0x44, 0x46, 13, 10]), /an HDF5 file/],
    ["a pickle", Uint8Array.from([0x80, 2, 0x63, 0x74]), /a Python pickle/],
    ["a TensorFlow Lite model", text("\x1c\0\0\0TFL3"), /a TensorFlow Lite model/],
    ["JSON", text('{"error": "not found"}'), /JSON text/],
    ["text", text("Entry not found, please log in"), /it is text/],
    [
      "noise",
      Uint8Array.from({ length: 64 }, (_, i) => (i * 151 + 7) % 256),
      /cannot be read as an ONNX model/,
    ],
    ["a truncated file", good.subarray(0, good.length - 100), /an ONNX file that is truncated or damaged/],
    ["a tensor of test data", Uint8Array.from([8, 2, 16, 1]), /cannot be read|has no graph/],
  ])("%s is named", (_, bytes, message) => {
    expect(() => read(bytes, "m.onnx")).toThrow(message);
    expect(() => read(bytes, "m.onnx")).toThrow(/^m\.onnx/);
  });

  test("every truncation of a file is an error of its own kind", () => {
    for (let length = 0; length < good.length; length += 7) {
      let error: unknown;
      try {
        read(good.subarray(0, length), "m.onnx");
      } catch (caught) {
        error = caught;
      }
      expect(String(error), `${length} bytes`).toMatch(/^RegardError: m\.onnx/);
    }
  });
});

describe("hostile files", () => {
  test.each<[string, TensorInit, RegExp]>([
    [
      "too few bytes",
      { dataType: 1, dims: [9n, 9n], rawData: new Uint8Array(8) },
      /8 bytes for the shape \[9,9\] of float32, which takes 324/,
    ],
    ["no bytes", { dataType: 1, dims: [2n ** 40n] }, /0 bytes for the shape/],
    ["sizes beyond numbers", { dataType: 1, dims: [2n ** 62n, 2n ** 62n] }, /is not a shape/],
    ["a negative size", { dataType: 1, dims: [-1n] }, /is not a shape/],
    [
      "too many axes",
      { dataType: 1, dims: Array.from({ length: 100 }, () => 1n), floatData: [1] },
      /a rank of 100/,
    ],
    ["an unknown element type", { dataType: 99, dims: [] }, /unknown element type, 99/],
    [
      "too few strings",
      { dataType: 8, dims: [2n], stringData: [text("a")] },
      /1 strings for the shape \[2\]/,
    ],
  ])("with %s are refused with the tensor named", (_, tensor, message) => {
    expect(() => read(withTensor(tensor))).toThrow(message);
    expect(() => read(withTensor(tensor))).toThrow(/tensor "w"/);
  });

  test("with graphs in graphs without end are refused", () => {
    const around = (body: GraphInit): GraphInit => {
      const attribute = [{ name: "body", type: Kind.GRAPH, g: body }];
      return { name: "g", node: [create(NodeProtoSchema, { opType: "Loop", attribute })] };
    };
    let inner: GraphInit = { name: "g" };
    for (let i = 0; i < 60; i++) inner = around(inner);
    expect(() => read(model(inner), "m.onnx")).toThrow(/m\.onnx cannot be read/);
  });

  test("that unfold to endless shapes are read without following them", () => {
    const nodes = [
      create(NodeProtoSchema, { opType: "ConstantOfShape", input: ["huge"], output: ["z"] }),
      create(NodeProtoSchema, {
        opType: "Split",
        input: ["z"],
        output: ["y"],
        attribute: [{ name: "num_outputs", type: Kind.INT, i: 2n ** 40n }],
      }),
    ];
    const huge = { name: "huge", dataType: 7, dims: [2n], int64Data: [2n ** 40n, 2n ** 40n] };
    const graph = read(model({ initializer: [huge], node: nodes, output: [{ name: "y" }] }));
    expect(graph.nodes[0]?.outputs[0]?.type.shape).toEqual([2 ** 40, 2 ** 40]);
    expect(graph.nodes[1]?.outputs[0]?.type.shape).toEqual([1, 2 ** 40]);
  });
});
