import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Backend } from "../src/backend.js";
import { classGradient } from "../src/class-gradient.js";
import { Explainer, oneHot } from "../src/explainer.js";
import { rules } from "../src/gradient/rules/index.js";
import { int, ints } from "../src/graph/attributes.js";
import { type Tensor, tensor } from "../src/graph/tensor.js";
import { random } from "../src/image/random.js";
import { assemble } from "../src/model/assemble.js";
import { fitPicture } from "../src/model/fit.js";
import type { Model } from "../src/model/model.js";
import { toInput } from "../src/model/normalization.js";
import type { Preprocessing } from "../src/model/preprocessing.js";
import { argmax } from "../src/model/probabilities.js";
import { nodeBackend } from "../src/node/backend.js";
import { openModel } from "../src/node/open.js";
import { readPicture } from "../src/node/picture.js";
import { layer, logitsBeforeRelu } from "../src/objective.js";
import { describeWithGolden, deviation, goldenModels } from "./golden.js";
import { flat, type NetworkOptions, network } from "./model/networks.js";

/** A backend that counts what is compiled and what runs. */
function counting() {
  const backend = nodeBackend({ threads: 1 });
  const counts = { created: 0, released: 0, rows: [] as number[] };
  const counter: Backend = {
    name: "counter",
    async create(program) {
      counts.created++;
      const session = await backend.create(program);
      return {
        run(feeds, signal) {
          counts.rows.push(feeds.pixels?.dims[0] ?? 0);
          return session.run(feeds, signal);
        },
        release() {
          counts.released++;
          return session.release();
        },
      };
    },
    close: () => backend.close(),
  };
  opened.push(backend);
  return { backend: counter, counts };
}

const opened: Backend[] = [];
afterAll(() => Promise.all(opened.map((backend) => backend.close())));

const preprocessing: Preprocessing = {
  ...{ resize: null, resample: "bilinear", crop: { height: 8, width: 8 } },
  ...{ scale: 255, mean: [104, 117, 123], std: [50, 60, 70], order: "BGR", layout: "NCHW", origin: "test" },
};

function modelOf(options: NetworkOptions = {}): Model {
  const config = { preprocessing, notes: [] };
  return assemble({ name: "m", file: "m.onnx", bytes: network(options), config });
}

function pixels(rows: number, seed = 1): Tensor {
  const rng = random(seed);
  return tensor(
    Float32Array.from({ length: rows * 192 }, () => rng.uniform()),
    [rows, 3, 8, 8],
  );
}

const row = ({ data, dims }: Tensor, i: number): number[] => {
  const size = data.length / (dims[0] ?? 1);
  return [...data.subarray(i * size, (i + 1) * size)];
};

describe("an explainer", () => {
  it("compiles a question once, for any class, pictures and batch", async () => {
    const { backend, counts } = counting();
    const explainer = new Explainer(modelOf(), backend);
    await explainer.gradient(pixels(1), oneHot([0], 4));
    expect([counts.created, explainer.compilations]).toEqual([1, 1]);
    await explainer.gradient(pixels(1), oneHot([3], 4));
    await explainer.gradient(pixels(1, 2), oneHot([2], 4));
    await explainer.gradient(pixels(5), oneHot([0, 1, 2, 3, 0], 4));
    await explainer.gradient(pixels(2), tensor(Float32Array.of(1, -1, 0, 0, 0, 0.5, 0, 2), [2, 4]));
    expect([counts.created, explainer.compilations]).toEqual([1, 1]);
    await explainer.scores(pixels(1));
    await explainer.scores(pixels(3));
    expect(counts.created).toBe(2);
    await Promise.all([
      explainer.gradient(pixels(1), oneHot([0], 4), { wrt: "pixels" }),
      explainer.gradient(pixels(1), oneHot([1], 4), { wrt: "pixels" }),
    ]);
    expect(counts.created).toBe(3);
    const others = { ...rules };
    await explainer.gradient(pixels(1), oneHot([1], 4), { rules: others });
    await explainer.gradient(pixels(1), oneHot([1], 4), { rules: others });
    await explainer.gradient(pixels(1), oneHot([1], 4), { wrt: "relu1" });
    expect([counts.created, explainer.compilations]).toEqual([5, 5]);
    for (const scale of [1, 2]) {
      const seed = tensor(new Float32Array(6 * 64).fill(scale), [1, 6, 8, 8]);
      await explainer.gradient(pixels(1), seed, { of: layer("conv1") });
    }
    expect([counts.created, explainer.compilations]).toEqual([6, 6]);
    await explainer.close();
    expect(counts.released).toBe(6);
  });

  it("answers a batch as it answers each picture", async () => {
    const explainer = new Explainer(modelOf(), counting().backend);
    const classes = Array.from({ length: 19 }, (_, i) => i % 4);
    const all = await explainer.gradient(pixels(19), oneHot(classes, 4));
    expect([all.value.dims, all.gradient.dims]).toEqual([
      [19, 4],
      [19, 3, 8, 8],
    ]);
    for (const i of [0, 7, 16, 18]) {
      const one = tensor(Float32Array.from(row(pixels(19), i)), [1, 3, 8, 8]);
      const alone = await explainer.gradient(one, oneHot([classes[i] as number], 4));
      for (const [j, each] of row(alone.gradient, 0).entries())
        expect(row(all.gradient, i)[j]).toBeCloseTo(each, 6);
      for (const [j, each] of row(alone.value, 0).entries())
        expect(row(all.value, i)[j]).toBeCloseTo(each, 5);
    }
  });

  it("runs a network of a fixed batch in parts of that size", async () => {
    const { backend, counts } = counting();
    const fixed = new Explainer(modelOf({ shape: [2, 3, 8, 8] }), backend);
    const free = new Explainer(modelOf(), counting().backend);
    for (const rows of [1, 2, 5]) {
      const seed = oneHot(Array<number>(rows).fill(1), 4);
      const a = await fixed.gradient(pixels(rows), seed);
      const b = await free.gradient(pixels(rows), seed);
      expect([a.value.dims, a.gradient.dims]).toEqual([
        [rows, 4],
        [rows, 3, 8, 8],
      ]);
      for (const [i, each] of b.gradient.data.entries()) expect(a.gradient.data[i]).toBeCloseTo(each, 6);
    }
    expect(counts.rows).toEqual([2, 2, 2, 2, 2]);
    expect(counts.created).toBe(1);
  });

  it("finds the top class of each picture of a batch itself", async () => {
    const explainer = new Explainer(modelOf(), counting().backend);
    // Black, white and the six full colors, whose top classes differ.
    const batch = tensor(
      Float32Array.from(
        { length: 8 * 192 },
        (_, i) => (Math.floor(i / 192) >> Math.floor((i % 192) / 64)) & 1,
      ),
      [8, 3, 8, 8],
    );
    const top = await explainer.gradient(batch, "top");
    const targets = Array.from({ length: 8 }, (_, i) => argmax(top.value, i));
    expect(new Set(targets).size).toBeGreaterThan(1);
    expect(await explainer.gradient(batch, oneHot(targets, 4))).toEqual(top);
  });

  it("takes the first of equal scores for the top class, as argmax does", async () => {
    const end: NetworkOptions["end"] = (g, maps) => {
      const scores = flat(g, maps, "once");
      return [g.op("Concat", [scores, scores], { axis: int(1) }, { outputs: ["scores"] })];
    };
    const explainer = new Explainer(modelOf({ end }), counting().backend);
    const top = await explainer.gradient(pixels(1), "top");
    expect(argmax(top.value)).toBeLessThan(4);
    expect(await explainer.gradient(pixels(1), oneHot([argmax(top.value)], 8))).toEqual(top);
  });

  it("answers what it was prepared for from the same session", async () => {
    const { backend, counts } = counting();
    const explainer = new Explainer(modelOf(), backend);
    explainer.prepare({}, true);
    await explainer.gradient(pixels(1), "top");
    expect(counts.created).toBe(1);
    explainer.prepare({ of: layer("no such layer") });
    await expect(
      explainer.gradient(pixels(1), oneHot([0], 4), { of: layer("no such layer") }),
    ).rejects.toThrow('no layer "no such layer"');
  });

  it("runs a network of any size at any size", async () => {
    const explainer = new Explainer(modelOf({ shape: ["N", 3, "H", "W"] }), counting().backend);
    const rng = random(1);
    for (const [height, width] of [
      [8, 8],
      [9, 13],
      [12, 8],
    ] as const) {
      const picture = tensor(
        Float32Array.from({ length: 3 * height * width }, () => rng.uniform()),
        [1, 3, height, width],
      );
      const { gradient } = await explainer.gradient(picture, oneHot([0], 4));
      expect(gradient.dims).toEqual([1, 3, height, width]);
      expect(gradient.data.some((each) => each !== 0)).toBe(true);
    }
    expect(explainer.compilations).toBe(2);
  });

  it("answers for pictures of its own size what the same network of that size alone answers", async () => {
    const pixels = tensor(
      Float32Array.from({ length: 192 }, (_, i) => i / 192),
      [1, 3, 8, 8],
    );
    const [open, fixed] = await Promise.all(
      [{ shape: ["N", 3, "H", "W"] as const }, {}].map(async (options) => {
        const explainer = new Explainer(modelOf(options), counting().backend);
        return explainer.gradient(pixels, oneHot([2], 4));
      }),
    );
    expect(open).toEqual(fixed);
  });

  it("gives gradients that central differences confirm, with respect to pixels, input and a layer", async () => {
    const explainer = new Explainer(modelOf(), counting().backend);
    const { model } = explainer;
    const seed = tensor(Float32Array.of(1, -2, 0.5, 3), [1, 4]);
    const picture = pixels(1, 4);
    const value = async (x: Tensor): Promise<number> =>
      (await explainer.scores(x)).data.reduce((sum, each, i) => sum + each * (seed.data[i] as number), 0);
    const dpixels = (await explainer.gradient(picture, seed, { wrt: "pixels" })).gradient;
    const dx = (await explainer.gradient(picture, seed)).gradient;
    for (const at of [0, 70, 191]) {
      const nudge = (step: number): Tensor => ({
        ...picture,
        data: picture.data.map((each, i) => (i === at ? each + step : each)),
      });
      const h = 1 / 64;
      expect(dpixels.data[at]).toBeCloseTo(((await value(nudge(h))) - (await value(nudge(-h)))) / (2 * h), 2);
      // ∂S/∂pixel = ∂S/∂x · scale / std, and the channels change places.
      const [channel, rest] = [Math.floor(at / 64), at % 64];
      const flipped = (2 - channel) * 64 + rest;
      const factor = preprocessing.scale / (preprocessing.std[2 - channel] as number);
      expect(dpixels.data[at]).toBeCloseTo((dx.data[flipped] as number) * factor, 4);
    }
    const inner = await explainer.gradient(picture, seed, { wrt: "relu1" });
    expect(inner.gradient.dims).toEqual([1, 6, 8, 8]);
    expect(model.layers.find(({ name }) => name === "relu1")?.value.type.shape).toEqual(["N", 6, 8, 8]);
  });

  it("differentiates layers and the scores before a final ReLU", async () => {
    const end: NonNullable<NetworkOptions["end"]> = (g, maps) => [
      g.op("ReduceMean", [g.op("Relu", [g.op("Sub", [maps, g.scalar(1e6)])])], {
        axes: ints([2, 3]),
        keepdims: int(0),
      }),
    ];
    const explainer = new Explainer(modelOf({ end }), counting().backend);
    const held = await explainer.gradient(pixels(1), oneHot([1], 4));
    expect([...held.value.data, ...held.gradient.data].every((each) => each === 0)).toBe(true);
    const { value, gradient } = await explainer.gradient(pixels(1), oneHot([1], 4), { of: logitsBeforeRelu });
    expect(Math.max(...value.data)).toBeLessThan(-1e5);
    expect(gradient.data.some((each) => each !== 0)).toBe(true);
    const of = layer("conv1");
    const seed = tensor(new Float32Array(6 * 64).fill(1), [1, 6, 8, 8]);
    expect((await explainer.gradient(pixels(1), seed, { of })).value.dims).toEqual([1, 6, 8, 8]);
  });

  it("says what it cannot answer, and goes on", async () => {
    const { backend } = counting();
    const explainer = new Explainer(modelOf(), backend);
    const seed = oneHot([0], 4);
    await expect(explainer.gradient(pixels(1), seed, { wrt: "conv9" })).rejects.toThrow(
      'no layer "conv9"; did you mean "conv1"?',
    );
    await expect(
      explainer.gradient(pixels(1), tensor(new Float32Array(384), [1, 6, 8, 8]), {
        of: layer("conv1"),
        wrt: "flat",
      }),
    ).rejects.toThrow("m: what is asked of the network does not depend on its flat");
    const wrong = tensor(new Float32Array(3 * 81), [1, 3, 9, 9]);
    await expect(explainer.scores(wrong)).rejects.toThrow(
      "m takes pixels [N, 3, 8, 8], not [1, 3, 9, 9]; fit the picture first",
    );
    await expect(explainer.gradient(pixels(2), seed)).rejects.toThrow(
      "the seed [1, 4] has not one row for each picture of the pixels [2, 3, 8, 8]",
    );
    for (const target of [4, -1, 0.5, Number.NaN]) {
      expect(() => oneHot([0, target], 4)).toThrow(`no class ${target}: the classes are 0 to 3`);
    }
    const missing = { ...rules } as Record<string, (typeof rules)["Relu"]>;
    delete missing.Relu;
    await expect(explainer.gradient(pixels(1), seed, { rules: missing })).rejects.toThrow(
      'node "relu1": operator Relu (ai.onnx, opset 18) has no gradient rule',
    );
    expect((await explainer.scores(pixels(1))).dims).toEqual([1, 4]);
    expect(explainer.compilations).toBe(1);
  });

  it("refuses scores that are not numbers, in whatever they are asked for", async () => {
    // Weights and pixels are fine, but what grows beyond every number cancels to none.
    const end: NonNullable<NetworkOptions["end"]> = (g, maps) => {
      const huge = g.op("Exp", [g.op("Mul", [g.op("Abs", [maps]), g.scalar(1e6)])]);
      return [flat(g, g.op("Sub", [huge, huge]))];
    };
    const explainer = new Explainer(modelOf({ end }), counting().backend);
    await expect(explainer.scores(pixels(1))).rejects.toThrow("m: some scores are not numbers (NaN)");
    await expect(classGradient(explainer, pixels(1), 1)).rejects.toThrow("are not numbers");
  });

  it("stops when its caller does", async () => {
    const explainer = new Explainer(modelOf(), counting().backend);
    const signal = AbortSignal.abort();
    await expect(explainer.scores(pixels(1), signal)).rejects.toMatchObject({ kind: "cancelled" });
    await expect(explainer.gradient(pixels(1), oneHot([0], 4), {}, signal)).rejects.toMatchObject({
      kind: "cancelled",
    });
  });
});

// What comes of a picture's file equals what PyTorch computed for it. Where some unit is at its kink to the last digit, the
// order of additions decides its side and a part of the gradient with it: `gradient/golden.test.ts` looks closer.
const tolerances = { squeezenet1_0: 0.02, "mobilenet_v1_0.75_192": 0.02, tiny_vgg: 1e-5 };

for (const name of goldenModels) {
  describeWithGolden(`from picture to gradient, ${name} has what PyTorch has`, name, (cases, root) => {
    it("in all cases, by one compilation", async () => {
      const model = await openModel(join(root, "models", name));
      const explainer = new Explainer(model, counting().backend);
      for (const { image: file, target, input, logits, gradient } of cases) {
        const { image } = await readPicture(join(root, file));
        // SqueezeNet's were computed on the pictures as they are.
        const straight = { ...model.preprocessing, resize: null, crop: null };
        const { pixels } = fitPicture(name === "squeezenet1_0" ? { preprocessing: straight } : model, image);
        expect(toInput(model, pixels)).toEqual(input);
        const answer = await explainer.gradient(pixels, oneHot([target], model.classes));
        expect([answer.value.dims, answer.gradient.dims]).toEqual([logits.dims, gradient.dims]);
        expect(deviation(answer.value.data, logits.data), file).toBeLessThan(1e-5);
        expect(deviation(answer.gradient.data, gradient.data), file).toBeLessThan(tolerances[name]);
      }
      expect(explainer.compilations).toBe(1);
      await explainer.close();
    });
  });
}
