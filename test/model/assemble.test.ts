import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Tensors } from "../../src/backend.js";
import { int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { dtypes, type Tensor, tensor } from "../../src/graph/tensor.js";
import type { Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";
import { assemble, type Parts } from "../../src/model/assemble.js";
import { findLayers } from "../../src/model/layers.js";
import type { Model } from "../../src/model/model.js";
import { toInput } from "../../src/model/normalization.js";
import type { PreprocessorConfig } from "../../src/model/preprocessor-config.js";
import { nodeBackend } from "../../src/node/backend.js";
import { program } from "../../src/program.js";
import { describeWithData } from "../data.js";
import { flat, type NetworkOptions, network } from "./networks.js";

const plain: PreprocessorConfig["preprocessing"] = {
  resize: null,
  resample: "bilinear",
  crop: null,
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  order: "RGB",
  layout: null,
  origin: "test",
};

function make(
  options: NetworkOptions = {},
  preprocessing: Partial<typeof plain> = {},
  parts: Partial<Parts> = {},
): Model {
  const config = { preprocessing: { ...plain, ...preprocessing }, notes: [] };
  return assemble({ name: "m", file: "m.onnx", bytes: network(options), config, ...parts });
}

const backend = nodeBackend({ threads: 1 });
afterAll(() => backend.close());

/** Values of a model for pixels. */
async function run(model: Model, values: readonly Value[], pixels: Tensor): Promise<Tensor[]> {
  const g = new Builder(model.graph);
  const outputs = values.map((value, i) => g.op("Identity", [value], {}, { outputs: [`out${i}`] }));
  const session = await backend.create(program(g.graph(outputs), model.source));
  const results: Tensors = await session.run({ pixels });
  await session.release();
  return outputs.map(({ name }) => results[name] as Tensor);
}

const noise = (dims: readonly number[]): Tensor => {
  const rng = random(3);
  const size = dims.reduce((product, dim) => product * dim, 1);
  return tensor(
    Float32Array.from({ length: size }, () => rng.uniform()),
    dims,
  );
};

const difference = (a: Tensor, b: Tensor): number =>
  a.data.reduce((most, each, i) => Math.max(most, Math.abs(each - (b.data[i] ?? Number.NaN))), 0);

describe("normalization in the graph", () => {
  const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
  const caffe = { scale: 255, mean: [104, 117, 123], order: "BGR" } as const;

  it.each([
    ["nothing", {}, 0],
    ["ImageNet's", imagenet, 2],
    ["Caffe's", caffe, 3],
    ["all of it", { ...imagenet, scale: 2, order: "BGR" } as const, 4],
  ])("is what toInput computes: %s", async (_, preprocessing, nodes) => {
    const model = make({ shape: ["N", 3, "H", "W"] }, preprocessing);
    expect(model.graph.nodes.filter(({ name }) => name.startsWith("normalize/"))).toHaveLength(nodes);
    const pixels = noise([2, 3, 8, 6]);
    const [x] = await run(model, [model.input], pixels);
    expect(x?.dims).toEqual([2, 3, 8, 6]);
    expect(x?.data).toEqual(toInput(model, pixels).data);
  });

  it("reaches a network that takes channels last, and gives it the same scores", async () => {
    const pixels = noise([2, 3, 8, 8]);
    const first = make({}, caffe);
    const last = make({ shape: ["N", 8, 8, 3] }, caffe);
    expect([first.preprocessing.layout, last.preprocessing.layout]).toEqual(["NCHW", "NHWC"]);
    const [a] = await run(first, [first.logits], pixels);
    const [b, x] = await run(last, [last.logits, last.input], pixels);
    expect(x?.dims).toEqual([2, 3, 8, 8]);
    expect(difference(a as Tensor, b as Tensor)).toBeLessThan(1e-4);
  });

  it("casts for a network of half floats, and gives float32 scores", async () => {
    const pixels = noise([1, 3, 8, 8]);
    const single = make({}, imagenet);
    const half = make({ dtype: "float16" }, imagenet);
    expect([half.pixels, half.input, half.logits].map(({ type }) => type.dtype)).toEqual(
      Array(3).fill("float32"),
    );
    const [a] = await run(single, [single.logits], pixels);
    const [b] = await run(half, [half.logits], pixels);
    expect(difference(a as Tensor, b as Tensor)).toBeLessThan(0.01);
  });
});

describe("the scores of a model", () => {
  const softmax = (g: Builder, value: Value, axis = -1, op = "Softmax"): Value =>
    g.op(op, [value], { axis: int(axis) }, { name: op });
  const relu = (g: Builder, value: Value): Value => g.op("Relu", [value], {}, { name: "last_relu" });
  const dropout = (g: Builder, value: Value): Value => g.op("Dropout", [value], {}, { name: "drop" });
  const average = (g: Builder, value: Value): Value =>
    g.op("ReduceMean", [value], { axes: ints([2, 3]), keepdims: int(0) }, { name: "mean" });
  const reshape = (g: Builder, value: Value, dims: number[]): Value => g.op("Reshape", [value, g.ints(dims)]);

  const pixels = noise([2, 3, 8, 8]);
  const reference = make();

  it.each<[string, NonNullable<NetworkOptions["end"]>]>([
    ["no Softmax", (g, maps) => [flat(g, maps)]],
    ["a Softmax", (g, maps) => [softmax(g, flat(g, maps))]],
    ["a LogSoftmax", (g, maps) => [softmax(g, flat(g, maps), 1, "LogSoftmax")]],
    [
      "a Softmax over [N, C, 1, 1]",
      (g, maps) => [reshape(g, softmax(g, g.op("GlobalAveragePool", [maps]), 1), [0, -1])],
    ],
    ["scores [N, C, 1, 1]", (g, maps) => [g.op("GlobalAveragePool", [maps])]],
    ["scores [N, 1, 1, C]", (g, maps) => [reshape(g, flat(g, maps), [0, 1, 1, 4])]],
    [
      "Dropout and Identity between",
      (g, maps) => [g.op("Identity", [softmax(g, dropout(g, flat(g, maps)))])],
    ],
    ["a Reshape after the Softmax", (g, maps) => [reshape(g, softmax(g, flat(g, maps)), [-1, 4])]],
  ])("are found with %s", async (_, end) => {
    const model = make({ end });
    expect(model.classes).toBe(4);
    expect(model.logits.type).toMatchObject({ dtype: "float32", shape: [expect.anything(), 4] });
    const [expected] = await run(reference, [reference.logits], pixels);
    const [found] = await run(model, [model.logits], pixels);
    expect(found?.dims).toEqual([2, 4]);
    expect(difference(found as Tensor, expected as Tensor)).toBeLessThan(1e-6);
  });

  it("keep a Softmax that is part of the network", () => {
    const end = (g: Builder, maps: Value): Value[] => [
      reshape(g, softmax(g, reshape(g, flat(g, maps), [0, 2, 2]), -1), [0, 4]),
    ];
    const model = make({ end });
    expect(model.graph.nodes.find(({ outputs }) => outputs[0] === model.logits)?.op).toBe("Reshape");
  });

  it("are also given before the ReLU that they are averaged from", async () => {
    const model = make({ end: (g, maps) => [dropout(g, average(g, relu(g, maps)))], opset: 13 });
    const [logits, before] = await run(model, [model.logits, model.logitsBeforeRelu as Value], pixels);
    const [plain] = await run(reference, [reference.logits], pixels);
    expect(difference(before as Tensor, plain as Tensor)).toBeLessThan(1e-6);
    expect(Math.min(...(plain as Tensor).data)).toBeLessThan(0);
    expect(Math.min(...(logits as Tensor).data)).toBeGreaterThanOrEqual(0);
  });

  it("have nothing before a ReLU where there is none, or where more lies between", () => {
    expect(make().logitsBeforeRelu).toBeNull();
    const end = (g: Builder, maps: Value): Value[] => [g.op("Neg", [flat(g, relu(g, maps))])];
    expect(make({ end }).logitsBeforeRelu).toBeNull();
  });

  const two = (g: Builder, maps: Value): Value[] => {
    const features = g.op(
      "Concat",
      [flat(g, maps, "a"), flat(g, maps, "b")],
      { axis: int(1) },
      { outputs: ["features"] },
    );
    return [features, flat(g, maps, "scores"), g.op("Identity", [maps], {}, { outputs: ["maps"] })];
  };

  it("are taken from the output that has as many classes as there are labels, else the first, aloud", () => {
    const first = make({ end: two });
    expect([first.classes, first.notes[1]]).toEqual([
      8,
      expect.stringMatching(/^Several outputs .* "features" is taken/),
    ]);
    const labels = { table: new Map([0, 1, 2, 3].map((i) => [i, `name ${i}`])), origin: "labels.txt" };
    const labelled = make({ end: two }, { resize: { height: 8, width: 8 } }, { labels });
    expect([labelled.classes, labelled.labels[3], labelled.notes]).toEqual([4, "name 3", []]);
  });

  it("are taken from the output that was asked for", () => {
    expect(make({ end: two }, {}, { output: "scores" }).classes).toBe(4);
    expect(() => make({ end: two }, {}, { output: "score" })).toThrow(
      'no output "score"; did you mean "scores"?',
    );
    expect(() => make({ end: two }, {}, { output: "maps" })).toThrow(
      "the output maps does not score classes",
    );
  });

  it("must exist", () => {
    expect(() => make({ end: (_, maps) => [maps] })).toThrow(
      /^m\.onnx: no output of the network scores classes: expected floats \[N, C\], outputs: .* \[N, 4, 8, 8\]/,
    );
    const labels = (g: Builder, maps: Value): Value[] => [
      g.op("Cast", [flat(g, maps)], { to: int(dtypes.int64) }),
    ];
    expect(() => make({ end: labels })).toThrow("no output of the network scores classes");
  });
});

describe("the layers of a model", () => {
  it("are the outputs on the way from the input to the scores, under names of their own", () => {
    const end = (g: Builder, maps: Value): Value[] => {
      const side = g.op("Neg", [maps], {}, { name: "aside" });
      const branch = (name: string): Value =>
        g.op("Relu", [maps], {}, { name, outputs: [`${name || "nameless"}_value`] });
      const sum = g.op("Add", [branch("twin"), branch("twin")], {}, { name: "pixels" });
      return [flat(g, g.op("Mul", [sum, branch("")])), side];
    };
    const { layers } = make({ end }, { mean: [0.5, 0.5, 0.5] });
    expect(layers.map(({ name, op }) => `${name} ${op}`)).toEqual([
      "conv1 Conv",
      "relu1 Relu",
      "conv2 Conv",
      "twin Relu",
      "twin_1 Relu",
      expect.stringMatching(/^Add_\d+ Add$/),
      "nameless_value Relu",
      expect.stringMatching(/^Mul_\d+ Mul$/),
      "pool GlobalAveragePool",
      "flat Flatten",
    ]);
  });
});

describe("layers of one name", () => {
  it("are told apart by numbers", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [1]);
    const again = (value: Value): Value => g.op("Relu", [value], {}, { name: "same", outputs: ["same"] });
    const last = again(again(again(x)));
    expect(findLayers(g.nodes, x, last).map(({ name }) => name)).toEqual(["same", "same:2", "same:3"]);
  });
});

describe("the size of a model's pictures", () => {
  const square = (side: number) => ({ height: side, width: side });
  const noNames = expect.stringContaining("No class names are known");
  const small = { resize: { shortestEdge: 9 }, crop: square(8) };

  it("comes from the crop, the resize or the network", () => {
    const any = { shape: ["N", 3, "H", "W"] };
    expect(make(any, small).size).toEqual(square(8));
    expect(make(any, { resize: { height: 5, width: 7 } }).size).toEqual({ height: 5, width: 7 });
    expect(make({}, small).size).toEqual(square(8));
    expect(make({}, small).notes).toEqual([noNames]);
  });

  it("is said where it had to be chosen", () => {
    const edge = make({ shape: ["N", 3, "H", "W"] }, { resize: { shortestEdge: 9 } });
    expect([edge.size, edge.preprocessing.crop]).toEqual([square(9), square(9)]);
    expect(edge.notes).toEqual([
      expect.stringContaining("fixes the shorter edge only: the middle 9 × 9"),
      noNames,
    ]);
    const fixed = make();
    expect([fixed.size, fixed.preprocessing.resize]).toEqual([square(8), square(8)]);
    expect(fixed.notes).toEqual([expect.stringContaining("resized to the network's 8 × 8"), noNames]);
  });

  it("must be the same in the configuration and the network", () => {
    const message =
      "m.onnx: test makes pictures of 9 × 9 (height × width), the network takes 8 × 8; correct size or crop_size";
    expect(() => make({}, { crop: square(9) })).toThrow(message);
    expect(() => make({ shape: ["N", 3, "H", 8] }, { crop: square(9) })).toThrow("the network takes H × 8");
  });

  it.each([
    ["square", [1, 3, 8, 8], { resize: { shortestEdge: 9 }, crop: square(8) }],
    ["oblong", [1, 3, 8, 6], { resize: { height: 8, width: 6 }, crop: null }],
    ["any", ["N", 3, "H", "W"], { resize: { shortestEdge: 256 }, crop: square(224) }],
  ])("is assumed with everything else without a configuration: %s", (_, shape, geometry) => {
    const model = assemble({ name: "m", file: "m.onnx", bytes: network({ shape }) });
    expect(model.preprocessing).toMatchObject({
      ...geometry,
      mean: [0.485, 0.456, 0.406],
      origin: "assumed",
    });
    expect(model.notes[0]).toMatch(/^No preprocessing is given, so ImageNet's usual one is assumed/);
    expect(model.labels[3]).toBe("class 3");
  });
});

describe("the batch of a model", () => {
  it("is any, or what the network insists on", () => {
    expect(make().batch).toBeNull();
    expect(make({ shape: [3, 3, 8, 8] }).batch).toBe(3);
    expect(make({ shape: [-1, 3, 8, 8] }).batch).toBeNull();
  });
});

describe("what is no classifier of color pictures", () => {
  const named = (g: Builder, maps: Value): Value[] => [
    g.op("Add", [flat(g, maps), g.input("second", "float32", [1, 4])]),
  ];

  it.each<[string, NetworkOptions, string]>([
    ["two inputs", { end: named }, 'has 2 inputs ("image" float32 [N, 3, 8, 8], "second" float32 [1, 4])'],
    ["one channel", { shape: ["N", 1, 8, 8] }, 'input "image" float32 [N, 1, 8, 8] has 1 channel;'],
    [
      "four channels",
      { shape: ["N", 4, 8, 8] },
      "has 4 channels; Regard explains networks that take color pictures",
    ],
    [
      "NaN weights",
      { damaged: true },
      'the weights "conv1.weight" (float32[6, 3, 3, 3]) are NaN at element 5',
    ],
  ])("is refused: %s", (_, options, message) => {
    expect(() => make(options)).toThrow(message);
    expect(() => make(options)).toThrow(/^m\.onnx: /);
  });

  it("is refused: integers, and other shapes", () => {
    const over = (dtype: "uint8" | "float32", shape: number[]): Uint8Array => {
      const g = new Builder(17);
      const x = g.input("x", dtype, shape);
      return write(g.graph([g.op("Cast", [x], { to: int(dtypes.float32) })]));
    };
    const bare = (bytes: Uint8Array) => () => assemble({ name: "m", file: "m.onnx", bytes });
    expect(bare(over("uint8", [1, 3, 8, 8]))).toThrow('"x" uint8 [1, 3, 8, 8] is not of floats');
    expect(bare(over("float32", [1, 192]))).toThrow('"x" float32 [1, 192] is not a batch of pictures');
  });

  it("is refused: a layout that contradicts the shape", () => {
    expect(() => make({}, { layout: "NHWC" })).toThrow(
      "is NCHW, but the preprocessing's data_format is channels_last",
    );
  });

  it("is refused: too few labels", () => {
    const labels = { table: new Map([[0, "one"]]), origin: "labels.txt" };
    expect(() => make({}, {}, { labels })).toThrow("m.onnx: labels.txt names 1 of the network's 4 classes");
  });
});

describeWithData("published architectures", "onnx/light", (folder) => {
  it.each([
    ["bvlc_alexnet", "Gemm", false],
    ["densenet121", "Flatten", false],
    ["inception_v1", "Gemm", false],
    ["inception_v2", "Gemm", false],
    ["resnet50", "Gemm", false],
    ["shufflenet", "Gemm", false],
    ["squeezenet", "Flatten", true],
    ["vgg19", "Gemm", false],
    ["zfnet512", "Gemm", false],
  ])("%s: its scores are found", (name, op, hasRelu) => {
    const file = `light_${name}.onnx`;
    const model = assemble({ name, file, bytes: readFileSync(join(folder, file)) });
    expect([model.classes, model.batch, model.size]).toEqual([1000, 1, { height: 224, width: 224 }]);
    expect(model.graph.nodes.find(({ outputs }) => outputs[0] === model.logits)?.op).toBe(op);
    expect(model.logitsBeforeRelu !== null).toBe(hasRelu);
  });
});
