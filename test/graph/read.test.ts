import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { Builder } from "../../src/graph/builder.js";
import { numbers } from "../../src/graph/constants.js";
import {
  AttributeProto_AttributeType as Kind,
  NodeProtoSchema,
  TensorProto_DataLocation,
} from "../../src/graph/proto/onnx_pb.js";
import { read } from "../../src/graph/read.js";
import type { Constant } from "../../src/graph/tensor.js";
import { write } from "../../src/graph/write.js";
import { float, model, relu, type TensorInit, text, withTensor } from "./proto.js";

/** The constant that the first node reads. */
function weight(bytes: Uint8Array): Constant {
  const constant = read(bytes).nodes[0]?.inputs[0]?.constant;
  if (!constant) throw new Error("no constant");
  return constant;
}

describe("weights", () => {
  test("are views into the file, never copies", () => {
    const raw = new Uint8Array(Float32Array.from([1, 2, 3]).buffer);
    const bytes = withTensor({ dataType: 1, dims: [3n], rawData: raw });
    const constant = weight(bytes);
    expect(constant.bytes.buffer).toBe(bytes.buffer);
    expect([...numbers(constant)]).toEqual([1, 2, 3]);
  });

  test.each<[string, TensorInit, number[]]>([
    ["float32", { dataType: 1, floatData: [1.5, -2] }, [1.5, -2]],
    ["uint8", { dataType: 2, int32Data: [1, 255] }, [1, 255]],
    ["int8", { dataType: 3, int32Data: [1, -128] }, [1, -128]],
    ["uint16", { dataType: 4, int32Data: [1, 65535] }, [1, 65535]],
    ["int16", { dataType: 5, int32Data: [1, -32768] }, [1, -32768]],
    ["int32", { dataType: 6, int32Data: [1, -7] }, [1, -7]],
    ["int64", { dataType: 7, int64Data: [1n, -7n] }, [1, -7]],
    ["bool", { dataType: 9, int32Data: [1, 0] }, [1, 0]],
    ["float16", { dataType: 10, int32Data: [0x3c00, 0xc000] }, [1, -2]],
    ["float64", { dataType: 11, doubleData: [1.1, -2] }, [1.1, -2]],
    ["uint32", { dataType: 12, uint64Data: [1n, 4294967295n] }, [1, 4294967295]],
    ["uint64", { dataType: 13, uint64Data: [1n, 2n] }, [1, 2]],
    ["bfloat16", { dataType: 16, int32Data: [0x3f80, 0xc000] }, [1, -2]],
  ])("may be typed fields, %s", (dtype, tensor, values) => {
    const constant = weight(withTensor({ ...tensor, dims: [2n] }));
    expect(constant.dtype).toBe(dtype);
    expect([...numbers(constant)]).toEqual(values);
  });

  test("that old files list among the inputs are constants", () => {
    const bytes = model({
      initializer: [{ name: "w", dataType: 1, dims: [1n], floatData: [3] }],
      input: [float("x", 1), float("w", 1)],
      node: [create(NodeProtoSchema, { opType: "Mul", input: ["x", "w"], output: ["y"] })],
      output: [float("y", 1)],
    });
    const graph = read(bytes);
    expect(graph.inputs.map(({ name }) => name)).toEqual(["x"]);
    expect(graph.nodes[0]?.inputs[1]?.constant?.dims).toEqual([1]);
  });

  test("may lie in another file", () => {
    const externalData = [
      { key: "location", value: "weights.bin" },
      { key: "offset", value: "4" },
      { key: "length", value: "8" },
    ];
    const tensor = { dataType: 1, dims: [2n], externalData, dataLocation: TensorProto_DataLocation.EXTERNAL };
    const bytes = withTensor(tensor);
    const file = new Uint8Array(Float32Array.from([9, 1, 2]).buffer);
    const graph = read(bytes, "m.onnx", { external: () => file });
    const constant = graph.nodes[0]?.inputs[0]?.constant;
    expect(constant?.bytes.buffer).toBe(file.buffer);
    expect(constant && [...numbers(constant)]).toEqual([1, 2]);
    expect(() => read(bytes)).toThrow(/tensor "w": its data lies in another file, "weights.bin"/);
    expect(() => read(bytes, "m.onnx", { external: () => file.subarray(0, 8) })).toThrow(
      /has 8 bytes, not 8 at 4/,
    );
    for (const location of ["../secret", "/etc/passwd", "C:\\x", "a/../../b", ""]) {
      const [, ...others] = externalData;
      const hostile = withTensor({
        ...tensor,
        externalData: [{ key: "location", value: location }, ...others],
      });
      expect(() => read(hostile, "m.onnx", { external: () => file })).toThrow(/not a file beside the model/);
    }
  });
});

describe("Constant nodes", () => {
  const constantNode = (attribute: object) =>
    model({
      node: [
        create(NodeProtoSchema, { opType: "Constant", output: ["c"], attribute: [attribute] }),
        create(NodeProtoSchema, { opType: "Identity", input: ["c"], output: ["y"] }),
      ],
      output: [{ name: "y" }],
    });

  test.each<[object, string, number[], number[]]>([
    [{ name: "value", type: Kind.TENSOR, t: { dataType: 6, dims: [1n], int32Data: [5] } }, "int32", [1], [5]],
    [{ name: "value_int", type: Kind.INT, i: 7n }, "int64", [], [7]],
    [{ name: "value_ints", type: Kind.INTS, ints: [7n, 8n] }, "int64", [2], [7, 8]],
    [{ name: "value_float", type: Kind.FLOAT, f: 0.5 }, "float32", [], [0.5]],
    [{ name: "value_floats", type: Kind.FLOATS, floats: [0.5] }, "float32", [1], [0.5]],
  ])("become constants, case %#", (attribute, dtype, dims, values) => {
    const constant = weight(constantNode(attribute));
    expect([constant.dtype, constant.dims]).toEqual([dtype, dims]);
    expect([...numbers(constant)]).toEqual(values);
  });

  test("of strings become constants, of integers beyond 2⁵³ stay exact", () => {
    const string = { name: "value_strings", type: Kind.STRINGS, strings: [text("a"), text("é")] };
    expect(weight(constantNode(string)).strings).toEqual(["a", "é"]);
    const huge = read(constantNode({ name: "value_int", type: Kind.INT, i: 2n ** 60n + 1n }));
    expect(huge.nodes.map(({ op }) => op)).toEqual(["Constant", "Identity"]);
    const again = read(write(huge));
    expect(again.nodes[0]?.attributes).toEqual(huge.nodes[0]?.attributes);
  });
});

describe("graphs", () => {
  test("are put in order", () => {
    const node = [relu("b", "y"), relu("x", "a"), relu("a", "b")];
    const graph = read(model({ input: [float("x", 2)], node, output: [float("y", 2)] }));
    expect(graph.nodes.map(({ outputs }) => outputs[0]?.name)).toEqual(["a", "b", "y"]);
  });

  test("in circles are refused", () => {
    const node = [relu("x", "a"), relu("c", "b"), relu("b", "c"), relu("c", "y")];
    const bytes = model({ input: [float("x", 2)], node, output: [float("y", 2)] });
    expect(() => read(bytes, "m.onnx")).toThrow(/m.onnx: the nodes Relu "b" → Relu "c" read each other's/);
  });

  test("with names that nothing defines, or two things define, are refused", () => {
    const undefinedName = model({ input: [float("x", 2)], node: [relu("z", "y")], output: [float("y", 2)] });
    expect(() => read(undefinedName)).toThrow(/operator Relu \(node "y"\) reads "z", which nothing defines/);
    const twice = model({
      input: [float("x", 2)],
      node: [relu("x", "y"), relu("x", "y")],
      output: [float("y", 2)],
    });
    expect(() => read(twice)).toThrow(/"y" is defined twice/);
    const noOutput = model({ input: [float("x", 2)], node: [], output: [float("y", 2)] });
    expect(() => read(noOutput)).toThrow(/the graph's output reads "y", which nothing defines/);
  });

  test("get the types that inference tells, and declared ones where it tells nothing", () => {
    const custom = create(NodeProtoSchema, { opType: "Odd", domain: "my", input: ["a"], output: ["b"] });
    const bytes = model({
      input: [float("x", "batch size", 3, "?")],
      node: [relu("x", "a"), custom, relu("b", "y")],
      valueInfo: [float("a", 1, 3, 5), float("b", 4, "K")],
      output: [float("y", 4, "L")],
    });
    const { inputs, nodes } = read(bytes);
    const [a, b, y] = nodes.map(({ outputs }) => outputs[0]?.type.shape);
    expect(a?.slice(0, 2)).toEqual(["batch%20;size", 3]);
    expect(inputs[0]?.type.shape?.[2]).toMatch(/^\?/);
    // The input says nothing of its last size, so what is declared of it stands.
    expect(a?.[2]).toBe(5);
    expect(b).toEqual([4, "K"]);
    expect(y).toEqual([4, "K"]);
  });

  test("in nodes see the values around them", () => {
    const branch = (name: string, input: string) => ({
      name,
      type: Kind.GRAPH,
      g: { name, node: [relu(input, `${name}_y`)], output: [float(`${name}_y`, 2)] },
    });
    const node = [
      create(NodeProtoSchema, {
        opType: "If",
        input: ["c"],
        output: ["y"],
        attribute: [branch("then_branch", "a"), branch("else_branch", "x")],
      }),
      relu("x", "a"),
    ];
    const condition = { name: "c", dataType: 9, dims: [], int32Data: [1] };
    const bytes = model({ initializer: [condition], input: [float("x", 2)], node, output: [float("y", 2)] });
    const graph = read(bytes);
    expect(graph.nodes.map(({ op }) => op)).toEqual(["Relu", "If"]);
    const [first, second] = graph.nodes;
    const body = second?.attributes.then_branch;
    const captured = body?.kind === "graph" ? body.value.nodes[0]?.inputs[0] : undefined;
    expect(captured).toBe(first?.outputs[0]);
    expect(second?.outputs[0]?.type.shape).toEqual([2]);
  });

  test("may hold branches that could not run, as exporters of squeeze write them", () => {
    const body = (name: string, opType: string) => ({
      name,
      type: Kind.GRAPH,
      g: {
        name,
        node: [
          create(NodeProtoSchema, {
            opType,
            input: opType === "Squeeze" ? ["x", "axis"] : ["x"],
            output: [name],
          }),
        ],
        output: [{ name }],
      },
    });
    const node = create(NodeProtoSchema, {
      opType: "If",
      input: ["c"],
      output: ["y"],
      attribute: [body("then_branch", "Squeeze"), body("else_branch", "Identity")],
    });
    const axis = { name: "axis", dataType: 7, dims: [1n], int64Data: [1n] };
    const bytes = model({
      initializer: [axis],
      input: [float("x", 2, 3), { name: "c" }],
      node: [node],
      output: [{ name: "y" }],
    });
    expect(read(bytes).outputs[0]?.type).toEqual({ dtype: null, shape: null, opaque: null });
  });

  test("that cannot be are refused with file, node and operator", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [1, 3, 8, 8]);
    const bytes = write(g.graph([g.op("Relu", [x], {}, { outputs: ["y"] })]));
    expect(read(bytes).outputs[0]?.type.shape).toEqual([1, 3, 8, 8]);
    const conv = create(NodeProtoSchema, { opType: "Conv", name: "conv1", input: ["x", "w"], output: ["y"] });
    const w = { name: "w", dataType: 1, dims: [1n, 4n, 1n, 1n], floatData: [1, 2, 3, 4] };
    const wrong = model({
      initializer: [w],
      input: [float("x", 1, 3, 8, 8)],
      node: [conv],
      output: [{ name: "y" }],
    });
    expect(() => read(wrong, "net.onnx")).toThrow(/net.onnx: operator Conv \(node "conv1"\): 3 channels/);
  });
});
