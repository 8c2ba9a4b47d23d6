import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { openBare } from "../../src/bare.js";
import {
  AttributeProto_AttributeType as Kind,
  ModelProtoSchema,
  NodeProtoSchema,
} from "../../src/graph/proto/onnx_pb.js";
import { read } from "../../src/graph/read.js";
import { float, type GraphInit, model, relu, type TensorInit, text, withTensor } from "./proto.js";

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
    ["sizes beyond numbers beside a 0", { dataType: 1, dims: [2n ** 40n, 0n, 2n ** 40n] }, /is not a shape/],
    [
      "an offset that is no number",
      {
        dataType: 1,
        dims: [1n],
        dataLocation: 1,
        externalData: [
          { key: "location", value: "beside" },
          { key: "offset", value: "0x10" },
        ],
      },
      /its offset in "beside" is "0x10", no number/,
    ],
    [
      "an address in the runtime's memory",
      {
        dataType: 1,
        dims: [1n],
        dataLocation: 1,
        externalData: [{ key: "location", value: "/_ORT_MEM_ADDR_/" }],
      },
      /which is not a file beside the model/,
    ],
    ["an unknown element type", { dataType: 99, dims: [] }, /unknown element type, 99/],
    [
      "too few strings",
      { dataType: 8, dims: [2n], stringData: [text("a")] },
      /1 strings for the shape \[2\]/,
    ],
  ])("with %s are refused with the tensor named", (_, tensor, message) => {
    const external = (): Uint8Array => new Uint8Array(64);
    expect(() => read(withTensor(tensor), "m.onnx", { external })).toThrow(message);
    expect(() => read(withTensor(tensor), "m.onnx", { external })).toThrow(/tensor "w"/);
  });

  test("with graphs in graphs without end are refused", () => {
    const around = (body: GraphInit): GraphInit => {
      const attribute = [{ name: "body", type: Kind.GRAPH, g: body }];
      return { name: "g", node: [create(NodeProtoSchema, { opType: "Loop", attribute })] };
    };
    let inner: GraphInit = { name: "g" };
    for (let i = 0; i < 9; i++) inner = around(inner);
    expect(() => read(model(inner), "m.onnx")).toThrow(
      "m.onnx: 9 are too many graphs in each other; at most 8 are read",
    );
    for (let i = 9; i < 60; i++) inner = around(inner);
    expect(() => read(model(inner), "m.onnx")).toThrow(
      /m\.onnx cannot be read .* nested deeper than 100 levels/,
    );
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

  test("with values of two contents, and values that nothing defines, are refused", () => {
    const w = { name: "w", dataType: 1, dims: [], floatData: [1] };
    const twice = model({ initializer: [w, w], output: [{ name: "w" }] });
    expect(() => read(twice)).toThrow('the value "w" is defined twice');
    const outputs = model({
      input: [float("x", 1)],
      node: [relu("x", "y"), relu("x", "y")],
      output: [{ name: "y" }],
    });
    expect(() => read(outputs)).toThrow('the value "y" is defined twice');
    const circle = model({ node: [relu("b", "a"), relu("a", "b")], output: [{ name: "b" }] });
    expect(() => read(circle)).toThrow(/read each other's outputs in a circle/);
    const nothing = model({ node: [relu("nothing", "y")], output: [{ name: "y" }] });
    expect(() => read(nothing)).toThrow('reads "nothing", which nothing defines');
  });

  test("with functions that stand for operators of ai.onnx are refused", () => {
    const graph = { name: "g", input: [float("x", 1)], node: [relu("x", "y")], output: [{ name: "y" }] };
    const functions = [{ name: "Relu", domain: "", input: ["x"], output: ["y"] }];
    const bytes = toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, graph, functions }));
    expect(() => read(bytes)).toThrow("a function of the file redefines the operator Relu");
  });

  test("with tensors in attributes that point to other files are refused", () => {
    const values = {
      dataType: 1,
      dims: [1n],
      dataLocation: 1,
      externalData: [{ key: "location", value: "/etc/passwd" }],
    };
    const attribute = [
      { name: "sparse_value", type: Kind.SPARSE_TENSOR, sparseTensor: { values, dims: [1n] } },
    ];
    const node = [create(NodeProtoSchema, { opType: "Constant", output: ["y"], attribute })];
    const bytes = model({ node, output: [{ name: "y" }] });
    expect(() => read(bytes)).toThrow(/Constant .*sparse_value: its data lies in another file/);
  });
});

describe("files that would take all memory or time", () => {
  /** A field of a message: its number, and its content. */
  const field = (number: number, content: Uint8Array): Uint8Array => {
    const length: number[] = [];
    for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
      length.push(rest < 128 ? rest : (rest % 128) + 128);
      if (rest < 128) break;
    }
    return Uint8Array.from(Buffer.concat([Uint8Array.from([number * 8 + 2, ...length]), content]));
  };
  const file = (graph: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(8, 8), field(7, graph)]);
  /** Bytes that are one empty message or list entry each two. */
  const empty = (number: number, count: number): Uint8Array =>
    new Uint8Array(2 * count).map((_, i) => (i % 2 ? 0 : number * 8 + 2));

  test.each<[string, Uint8Array, RegExp]>([
    ["two million nodes", file(empty(1, 2_000_000)), /2000000 are too many nodes/],
    ["twenty million nodes", file(empty(1, 20_000_000)), /more parts than any network/],
    [
      "a hundred million integers",
      file(field(5, field(7, new Uint8Array(100_000_000)))),
      /more parts than any network/,
    ],
    [
      "a name of a megabyte",
      file(field(2, new Uint8Array(1 << 20).fill(97))),
      /GraphProto\.name\) is 1048576 bytes long/,
    ],
    [
      "a hundred operator domains",
      Buffer.concat([Uint8Array.of(8, 8), empty(8, 100), field(7, new Uint8Array())]),
      /100 are too many operator domains/,
    ],
    [
      "a node of 20,000 inputs",
      file(field(1, empty(1, 20_000))),
      /20000 are too many inputs and outputs of a node/,
    ],
    ["a node of 300 attributes", file(field(1, empty(5, 300))), /300 are too many attributes of a node/],
  ])("%s", (_, bytes, message) => {
    const start = performance.now();
    expect(() => read(bytes, "m.onnx")).toThrow(message);
    expect(() => read(bytes, "m.onnx")).toThrow(/^m\.onnx/);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test("a chain of 50,000 nodes that pass a value on does not take its square", () => {
    const node = Array.from({ length: 50_000 }, (_, i) =>
      create(NodeProtoSchema, { opType: "Identity", input: [i === 0 ? "x" : `${i}`], output: [`${i + 1}`] }),
    );
    const bytes = model({ input: [float("x", 1, 3)], node, output: [{ name: "50000" }] });
    const start = performance.now();
    expect(openBare({ name: "chain", file: "m.onnx", bytes }).classes).toBe(3);
    // 290 s once, 2 s now.
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test("a file of more than 2 GiB is told to put its weights beside it", () => {
    const claimed = Object.defineProperty(new Uint8Array(1), "byteLength", { value: 2 ** 31 });
    expect(() => read(claimed)).toThrow(/larger than 2 GiB; export it with its weights in a file beside it/);
  });

  test.each([
    ["that cancel out", [2n ** 40n, 6n - 2n ** 40n]],
    ["beside an unknown one", [2n ** 40n]],
  ])("pieces beyond all numbers %s are refused", (_, pieces) => {
    const known = { name: "known", dataType: 7, dims: [BigInt(pieces.length)], int64Data: pieces };
    const six = { name: "x", dataType: 7, dims: [6n], int64Data: [1n, 2n, 3n, 4n, 5n, 6n] };
    const open = pieces.length === 1;
    const node = [
      ...(open
        ? [
            create(NodeProtoSchema, {
              opType: "Concat",
              input: ["known", "n"],
              output: ["sizes"],
              attribute: [{ name: "axis", type: Kind.INT }],
            }),
          ]
        : []),
      create(NodeProtoSchema, {
        opType: "Split",
        input: ["x", open ? "sizes" : "known"],
        output: ["y", "z"],
      }),
    ];
    const n = { ...float("n", 1) };
    const type = { value: { case: "tensorType" as const, value: { ...n.type.value.value, elemType: 7 } } };
    const bytes = model({
      input: [{ name: "n", type }],
      initializer: [known, six],
      node,
      output: [{ name: "y" }],
    });
    expect(() => read(bytes)).toThrow(/operator Split .*: pieces of \[.*\] are not parts of 6/);
  });

  test("a size of 0 beside one beyond all numbers is not followed", () => {
    const node = [
      create(NodeProtoSchema, { opType: "ConstantOfShape", input: ["s"], output: ["a"] }),
      create(NodeProtoSchema, { opType: "ConstantOfShape", input: ["t"], output: ["b"] }),
      create(NodeProtoSchema, { opType: "Add", input: ["a", "b"], output: ["y"] }),
    ];
    const initializer = [
      { name: "s", dataType: 7, dims: [2n], int64Data: [2n ** 40n, 1n] },
      { name: "t", dataType: 7, dims: [2n], int64Data: [1n, 0n] },
    ];
    const graph = read(model({ initializer, node, output: [{ name: "y" }] }));
    expect(graph.outputs[0]?.type.shape).toEqual([2 ** 40, 0]);
  });
});
