import { fromBinary } from "@bufbuild/protobuf";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { graphAttribute, int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { numbers } from "../../src/graph/constants.js";
import { ModelProtoSchema, TensorProto_DataLocation } from "../../src/graph/proto/onnx_pb.js";
import { read } from "../../src/graph/read.js";
import type { Constant } from "../../src/graph/tensor.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { checkWeights } from "../../src/graph/weights.js";
import { write } from "../../src/graph/write.js";
import { floats, ramp, run } from "./runtime.js";

const proto = (bytes: Uint8Array) => {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  if (!graph) throw new Error("no graph");
  return graph;
};

/** y = x · weights + x, with the weights at an odd offset of a file. */
function overFile(count: number): { source: Uint8Array; graph: Graph } {
  const source = new Uint8Array(4 * count + 8).subarray(1);
  source.set(new Uint8Array(Float32Array.from({ length: count }, (_, i) => i).buffer), 5);
  const weights: Constant = {
    dtype: "float32",
    dims: [count],
    bytes: source.subarray(5, 5 + 4 * count),
    strings: null,
  };
  const g = new Builder(18);
  const x = g.input("x", "float32", [count]);
  const y = g.op("Add", [g.op("Mul", [x, g.constant(weights, "w")]), x], {}, { outputs: ["y"] });
  return { source, graph: g.graph([y]) };
}

test("nodes of one name get others, because ONNX Runtime refuses them", async () => {
  const g = new Builder(18);
  const x = g.input("x", "float32", [2]);
  const named = (value: Value, name: string): Value => g.op("Neg", [value], {}, { name });
  const y = ["n", "n_1", "n", "n", "", ""].reduce(named, x);
  const bytes = write(g.graph([g.op("Neg", [y], {}, { outputs: ["y"], name: "n_1" })]));
  expect(proto(bytes).node.map(({ name }) => name)).toEqual(["n", "n_1", "n_2", "n_3", "", "", "n_1_1"]);
  await expect(InferenceSession.create(bytes)).resolves.toBeDefined();
});

describe("weights that lie in a file", () => {
  test("are pointed to, so that the graph is small, and run", async () => {
    const { source, graph } = overFile(5000);
    const bytes = write(graph, { source, location: "weights" });
    expect(bytes.byteLength).toBeLessThan(250);
    const [tensor] = proto(bytes).initializer;
    expect(tensor?.dataLocation).toBe(TensorProto_DataLocation.EXTERNAL);
    expect(tensor?.externalData.map(({ key, value }) => `${key}=${value}`)).toEqual([
      "location=weights",
      "offset=5",
      "length=20000",
    ]);
    const session = await InferenceSession.create(bytes, {
      externalData: [{ path: "weights", data: source }],
    });
    const x = new Tensor("float32", new Float32Array(5000).fill(2), [5000]);
    const { y } = await session.run({ x });
    expect(y?.data[7]).toBe(16);
    await session.release();
    const again = read(bytes, "m.onnx", { external: () => source });
    expect([...numbers(again.nodes[0]?.inputs[1]?.constant as Constant)].slice(0, 3)).toEqual([0, 1, 2]);
  });

  test("are written into the graph where they are small or lie elsewhere", async () => {
    const small = overFile(10);
    const large = overFile(1000);
    for (const [graph, source] of [
      [small.graph, small.source],
      [large.graph, large.source.slice()],
      [large.graph, undefined],
    ] as const) {
      const bytes = write(graph, source ? { source } : {});
      expect(proto(bytes).initializer[0]?.rawData.byteLength).toBeGreaterThan(0);
      const size = graph.inputs[0]?.type.shape as number[];
      expect((await run(bytes, [ramp(size)])).get("y")?.dims).toEqual(size);
    }
  });
});

describe("names", () => {
  test("of inputs and outputs stay; others are made unique", async () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2]);
    const a = g.op("Relu", [x], {}, { outputs: ["same"] });
    const b = g.op("Neg", [a], {}, { outputs: ["same"] });
    const c = g.op("Exp", [b], {}, { outputs: ["x"] });
    const y = g.op("Abs", [c], {}, { outputs: ["same"] });
    const written = proto(write(g.graph([y])));
    expect(written.input.map(({ name }) => name)).toEqual(["x"]);
    expect(written.output.map(({ name }) => name)).toEqual(["same"]);
    const names = written.node.flatMap(({ output }) => output);
    expect(new Set([...names, "x"]).size).toBe(5);
    expect(names.at(-1)).toBe("same");
    const [output] = (await run(write(g.graph([y])), [ramp([2])])).values();
    expect(output?.dims).toEqual([2]);
  });

  test("of values in subgraphs hide nothing outside", async () => {
    const inner = (op: string): Graph => {
      const g = new Builder(18);
      return g.graph([g.op(op, [x], {}, { outputs: ["x"] })]);
    };
    const g = new Builder(18);
    const x = g.input("x", "float32", [1]);
    const condition = g.op("Squeeze", [g.op("Greater", [x, g.scalar(1e9)]), g.ints([0])]);
    const bodies = { then_branch: graphAttribute(inner("Neg")), else_branch: graphAttribute(inner("Exp")) };
    const y = g.op("If", [condition], bodies, { outputs: ["y"] });
    const written = write(g.graph([g.op("Add", [y, x], {}, { outputs: ["z"] })]));
    const seen = new Set<string>();
    for (const { name } of proto(written).input) seen.add(name);
    for (const node of proto(written).node) {
      for (const { g: body } of node.attribute) {
        for (const name of body?.node.flatMap(({ output }) => output) ?? []) expect(seen).not.toContain(name);
      }
    }
    const value = (ramp([1]).data as Float32Array)[0] as number;
    const [z] = (await run(written, [ramp([1])])).values();
    expect(floats(z)[0]).toBeCloseTo(Math.exp(value) + value, 5);
  });

  test("are there for what nothing reads, where an output may not be absent", async () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [1, 1, 6]);
    const parts = g.node(
      "Split",
      [x, g.ints([1, 3, 2])],
      { axis: int(2) },
      { outputs: [null, "part", null] },
    );
    const window = { kernel_shape: ints([2]) };
    const [, places] = g.node("MaxPool", [x], window, { outputs: [null, "places"] });
    const [pooled] = g.node("MaxPool", [x], window, { outputs: ["pooled", null] });
    const written = write(g.graph([parts[1], places, pooled] as Value[]));
    expect(proto(written).node.map(({ output }) => output)).toEqual([
      ["Split_unused", "part", "Split_unused_1"],
      ["MaxPool_unused", "places"],
      ["pooled", ""],
    ]);
    expect([...(await run(written, [ramp([1, 1, 6])])).values()].map(({ dims }) => dims)).toEqual([
      [1, 1, 3],
      [1, 1, 5],
      [1, 1, 5],
    ]);
  });

  test("of sizes are the model's own", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", ["N", 3, "H"]);
    const y = g.op("MaxPool", [x], { kernel_shape: { kind: "ints", value: [2] } }, { outputs: ["y"] });
    const graph = proto(write(g.graph([y])));
    const sizes = [...graph.input, ...graph.output].map(({ type }) =>
      type?.value.case === "tensorType" ? type.value.value.shape?.dim.map(({ value }) => value.value) : null,
    );
    expect(sizes).toEqual([
      ["N", 3n, "H"],
      ["N", 3n, "H-1"],
    ]);
  });
});

test("outputs that are inputs, constants or listed twice are copied", async () => {
  const g = new Builder(18);
  const x = g.input("x", "float32", [2]);
  const y = g.op("Relu", [x], {}, { outputs: ["y"] });
  const graph = g.graph([x, g.floats([7]), y, y]);
  const bytes = write(graph);
  const results = [...(await run(bytes, [ramp([2])]))];
  expect(new Set(results.map(([name]) => name)).size).toBe(4);
  const [first, second, third, fourth] = results.map(([, output]) => output);
  expect(first?.data).toEqual(new Uint8Array((ramp([2]).data as Float32Array).buffer));
  expect(second?.dims).toEqual([1]);
  expect(fourth).toEqual(third);
});

test("metadata, functions and other domains are carried along", () => {
  const g = new Builder({
    ...new Builder(18).graph([]),
    domains: { "com.example": 3 },
    metadata: { author: "me" },
  });
  const x = g.input("x", "float32", [2]);
  const y = g.op("Odd", [x], { k: int(1) }, { domain: "com.example", outputs: ["y"] });
  const again = read(write(g.graph([y]), { metadata: { made: "by regard" } }));
  expect(again.metadata).toEqual({ author: "me", made: "by regard" });
  expect(again.domains).toEqual({ "com.example": 3 });
  expect(again.nodes[0]).toMatchObject({
    op: "Odd",
    domain: "com.example",
    attributes: { k: { kind: "int", value: 1 } },
  });
});

describe("checkWeights", () => {
  const graphWith = (constant: Constant): Graph => {
    const g = new Builder(18);
    return g.graph([g.op("Identity", [g.constant(constant, "conv1.weight")])]);
  };
  const constant = (dtype: Constant["dtype"], data: ArrayBufferView, size: number): Constant => {
    // An odd offset, as in a file.
    const bytes = new Uint8Array(data.byteLength + 1);
    bytes.set(new Uint8Array(data.buffer as ArrayBuffer), 1);
    return { dtype, dims: [size], bytes: bytes.subarray(1), strings: null };
  };

  test("names the tensor and the element that is NaN", () => {
    const values = new Float32Array(40_000).fill(Number.POSITIVE_INFINITY);
    expect(() => checkWeights(graphWith(constant("float32", values, 40_000)))).not.toThrow();
    values[33_333] = Number.NaN;
    expect(() => checkWeights(graphWith(constant("float32", values, 40_000)))).toThrow(
      /the weights "conv1.weight" \(float32\[40000\]\) are NaN at element 33333/,
    );
    values[33_333] = -Number.NaN;
    expect(() => checkWeights(graphWith(constant("float32", values, 40_000)))).toThrow(/element 33333/);
  });

  test.each<[Constant["dtype"], ArrayBufferView, boolean]>([
    ["float64", Float64Array.from([1, Number.NaN]), true],
    ["float64", Float64Array.from([1, Number.NEGATIVE_INFINITY]), false],
    ["float16", Uint16Array.from([0x3c00, 0xfe00]), true],
    ["float16", Uint16Array.from([0x3c00, 0xfc00]), false],
    ["bfloat16", Uint16Array.from([0x3f80, 0x7fc0]), true],
    ["bfloat16", Uint16Array.from([0x3f80, 0xff80]), false],
    ["int64", BigInt64Array.from([1n, -1n]), false],
  ])("knows %s, case %#", (dtype, data, refused) => {
    const check = (): void => checkWeights(graphWith(constant(dtype, data, 2)));
    if (refused) expect(check).toThrow(/element 1/);
    else expect(check).not.toThrow();
  });
});
