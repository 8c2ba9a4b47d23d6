import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type BareParts, openBare } from "../src/bare.js";
import { bareGradient } from "../src/bare-gradient.js";
import { Explainer, oneHot } from "../src/explainer.js";
import { int } from "../src/graph/attributes.js";
import type { Builder } from "../src/graph/builder.js";
import { floatConstant, numbers } from "../src/graph/constants.js";
import { read } from "../src/graph/read.js";
import { type Constant, dtypes, type Tensor, tensor } from "../src/graph/tensor.js";
import type { Graph, Value } from "../src/graph/types.js";
import { write } from "../src/graph/write.js";
import { writeNpy } from "../src/image/npy.js";
import { random } from "../src/image/random.js";
import { assemble } from "../src/model/assemble.js";
import { gradientOfFile } from "../src/node/bare.js";
import { network } from "./model/networks.js";
import { type RichOptions, rich, richClasses } from "./model/rich.js";
import { backend } from "./tiny-explainer.js";

// One network in every kind of file that there is must have the same scores and the same gradient in each.

const folder = mkdtempSync(join(tmpdir(), "regard-kinds-"));
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

const picture = tensor(random(8).normals(3 * 3 * 16 * 16), [3, 3, 16, 16]);
const targets = [0, 4, 2];

/** ‖a − b‖ / ‖b‖ */
function relative(a: Tensor, b: Tensor): number {
  expect(a.dims).toEqual(b.dims);
  const square = (values: Float32Array): number => values.reduce((sum, x) => sum + x * x, 0);
  return Math.sqrt(square(a.data.map((x, i) => x - (b.data[i] ?? 0))) / square(b.data));
}

const open = (bytes: Uint8Array, options: Partial<BareParts> = {}) =>
  openBare({ name: "rich", file: "rich.onnx", bytes, ...options });
const ask = (graph: Graph, x = picture, options: Partial<BareParts> = {}) =>
  bareGradient(backend, open(write(graph), options), x, targets);
const answerOf = (options: RichOptions, x = picture) => ask(rich(options), x);

/** NCHW to NHWC, or back. */
function moved({ dims, data }: Tensor, perm: readonly number[]): Tensor {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, dim) => product * dim, 1));
  const to = perm.map((axis) => dims[axis] as number);
  const at = (flat: number): number => {
    let [rest, from] = [flat, 0];
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += (rest % (to[axis] as number)) * (strides[perm[axis] as number] as number);
      rest = Math.floor(rest / (to[axis] as number));
    }
    return from;
  };
  return tensor(
    data.map((_, i) => data[at(i)] as number),
    to,
  );
}

const plain = await answerOf({});

describe("shapes and layouts", () => {
  it.each<[string, RichOptions["shape"] & object]>([
    ["a fixed batch of one", [1, 3, 16, 16]],
    ["a fixed batch of two, which three pictures do not fill", [2, 3, 16, 16]],
    ["a height and width that are not known", ["N", 3, "H", "W"]],
    ["channels that are not known", ["N", "C", "H", "W"]],
  ])("%s", async (_, shape) => {
    const { scores, gradient } = await answerOf({ shape });
    expect(relative(scores, plain.scores)).toBeLessThan(1e-5);
    expect(relative(gradient, plain.gradient)).toBeLessThan(1e-5);
  });

  it("channels last", async () => {
    const { scores, gradient } = await answerOf({ shape: ["N", 16, 16, 3] }, moved(picture, [0, 2, 3, 1]));
    expect(relative(scores, plain.scores)).toBeLessThan(1e-5);
    expect(relative(moved(gradient, [0, 3, 1, 2]), plain.gradient)).toBeLessThan(1e-5);
  });
});

describe("operator sets", () => {
  const reference = ask(read(network({ shape: ["N", 3, 16, 16], classes: 5 }), "reference"));

  it.each(Array.from({ length: 16 }, (_, i) => 7 + i))("%i", async (opset) => {
    const bytes = network({ shape: ["N", 3, 16, 16], classes: 5, opset });
    expect(read(bytes, "network").opset).toBe(opset);
    const { scores, gradient } = await bareGradient(backend, open(bytes), picture, targets);
    expect(relative(scores, (await reference).scores)).toBeLessThan(1e-6);
    expect(relative(gradient, (await reference).gradient)).toBeLessThan(1e-6);
  });
});

describe("half floats", () => {
  // Ten bits of precision, and dozens of operators that each round.
  const precision = 5e-3;
  const halfOf = ({ constant, type }: Value) =>
    floatConstant(numbers(constant as Constant), type.shape as number[], "float16");
  const cast = (g: Builder, value: Value): Value =>
    g.op("Cast", [g.constant(halfOf(value))], { to: int(dtypes.float32) });
  const rounded = (g: Builder, value: Value): Value =>
    g.floats(numbers(halfOf(value)), value.type.shape as number[]);

  it("as weights that are cast to float32", async () => {
    const [halves, singles] = [await answerOf({ weight: cast }), await answerOf({ weight: rounded })];
    expect(relative(halves.scores, singles.scores)).toBeLessThan(1e-6);
    expect(relative(halves.gradient, singles.gradient)).toBeLessThan(1e-6);
    expect(relative(halves.scores, plain.scores)).toBeGreaterThan(1e-6);
  });

  it("throughout: input, weights and scores", async () => {
    const [graph, single] = [rich({ dtype: "float16", smooth: true }), await answerOf({ smooth: true })];
    expect([...graph.inputs, ...graph.outputs].map(({ type }) => type.dtype)).toEqual(["float16", "float16"]);
    const half = await ask(graph);
    expect([half.scores.dtype, half.gradient.dtype]).toEqual(["float32", "float32"]);
    expect(relative(half.scores, single.scores)).toBeLessThan(precision);
    expect(relative(half.gradient, single.gradient)).toBeLessThan(precision);
  });

  it("throughout, where a few units within the rounding of their kinks are decided the other way", async () => {
    const half = await answerOf({ dtype: "float16" });
    expect(relative(half.scores, plain.scores)).toBeLessThan(precision);
    expect(relative(half.gradient, plain.gradient)).toBeLessThan(0.05);
  });

  it("throughout, for an explainer: pixels, and a layer inside", async () => {
    const explainer = (dtype: "float16" | "float32"): Explainer => {
      const bytes = write(rich({ dtype, smooth: true }));
      return new Explainer(assemble({ name: "rich", file: "rich.onnx", bytes }), backend);
    };
    const [halves, singles] = [explainer("float16"), explainer("float32")];
    const pool = singles.model.layers.find(({ op }) => op === "AveragePool")?.name as string;
    const seed = oneHot(targets, richClasses);
    for (const wrt of ["pixels", "input", pool]) {
      const [a, b] = [
        await halves.gradient(picture, seed, { wrt }),
        await singles.gradient(picture, seed, { wrt }),
      ];
      expect(relative(a.gradient, b.gradient), wrt).toBeLessThan(precision);
      expect(relative(a.value, b.value), wrt).toBeLessThan(precision);
    }
  });
});

describe("weights in a file beside the model", () => {
  it("give the same, from a folder", async () => {
    const bytes = write(rich({}));
    const graph = read(bytes, "whole");
    writeFileSync(join(folder, "weights.bin"), bytes);
    writeFileSync(join(folder, "model.onnx"), write(graph, { source: bytes, location: "weights.bin" }));
    writeFileSync(join(folder, "x.npy"), writeNpy(picture));
    const { scores, gradient } = await gradientOfFile(folder, join(folder, "x.npy"), targets);
    expect(relative(scores, plain.scores)).toBe(0);
    expect(relative(gradient, plain.gradient)).toBe(0);
    // The weights are not in the model itself.
    rmSync(join(folder, "weights.bin"));
    await expect(gradientOfFile(folder, join(folder, "x.npy"), targets)).rejects.toThrow(/weights\.bin/);
    copyFileSync(join(folder, "x.npy"), join(folder, "weights.bin"));
    await expect(gradientOfFile(folder, join(folder, "x.npy"), targets)).rejects.toThrow(
      /weights|beyond|bytes/,
    );
  });
});

describe("outputs", () => {
  const softmax = (g: Builder, scores: Value): Value =>
    g.op("Softmax", [scores], { axis: int(-1) }, { outputs: ["p"] });
  /** GoogLeNet's auxiliary classifiers: other weights on features in the middle. */
  const auxiliary = (g: Builder, features: Value): Value => {
    const weights = g.floats(random(4).normals(12 * 5), [12, 5]);
    return g.op("MatMul", [features, weights], {}, { outputs: ["aux1"] });
  };
  const several = rich({ end: (g, scores, features) => [softmax(g, scores), auxiliary(g, features)] });

  it("a Softmax is looked through", async () => {
    const { scores, gradient } = await answerOf({ end: (g, scores) => [softmax(g, scores)] });
    expect(relative(scores, plain.scores)).toBe(0);
    expect(relative(gradient, plain.gradient)).toBe(0);
  });

  it("the first of several is taken, aloud, or the one that is named", async () => {
    const alone = await answerOf({ end: (g, _, features) => [auxiliary(g, features)] });
    const [first, named] = [await ask(several), await ask(several, picture, { output: "aux1" })];
    expect(relative(first.gradient, plain.gradient)).toBeLessThan(1e-6);
    expect(relative(named.gradient, alone.gradient)).toBeLessThan(1e-6);
    expect(relative(named.gradient, plain.gradient)).toBeGreaterThan(0.1);
    const bytes = write(several);
    expect(open(bytes).notes).toEqual([expect.stringMatching(/Several outputs.*"p".*"aux1".*"p" is taken/)]);
    expect(open(bytes, { output: "aux1" }).notes).toEqual([]);
    expect(() => open(bytes, { output: "aux" })).toThrow(/no output "aux"; did you mean "aux1"\?/);
  });
});
