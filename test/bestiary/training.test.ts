import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Builder, random, type Tensor, type Tensors, tensor } from "regard";
import { open } from "regard/node";
import { afterAll, describe, expect, it } from "vitest";
import { attacked } from "../../bestiary/training/attack.js";
import { noiseOf, targetsOf } from "../../bestiary/training/batches.js";
import { type Dataset, readDataset, writeDataset } from "../../bestiary/training/dataset.js";
import { evaluate, type TrainedNetwork } from "../../bestiary/training/evaluate.js";
import { exportedGraph, exportModel } from "../../bestiary/training/export.js";
import { onPixels } from "../../bestiary/training/loss.js";
import {
  conv,
  dense,
  fire,
  globalAverage,
  type Layer,
  pool,
  sequence,
} from "../../bestiary/training/network.js";
import { robustAccuracy } from "../../bestiary/training/robust.js";
import { trained } from "../../bestiary/training/scopes.js";
import { openGraph, trainingBackend } from "../../bestiary/training/session.js";
import { gradientOf, trainingStep } from "../../bestiary/training/step.js";
import { train } from "../../bestiary/training/train.js";
import { initialWeights, type Weights } from "../../bestiary/training/weights.js";

const size = 16;
const classes = 3;
const backend = trainingBackend();
afterAll(() => backend.close());

const squeezed = (classes: number): Layer =>
  sequence(
    conv("conv1", 8, 3, { stride: 2 }),
    pool("pool1"),
    fire("fire2", 8, 8),
    conv("conv3", classes, 1, { linear: true }),
    globalAverage("pool3"),
  );

const headed = (classes: number): Layer =>
  sequence(
    conv("conv1", 8, 3),
    pool("pool1"),
    conv("conv2", 8, 3),
    pool("pool2"),
    dense("fc3", classes, { linear: true }),
  );

/** Noise around one gray, darker or lighter in one channel: the channel is the class. */
function channels(count: number, seed: number): Dataset {
  const rng = random(seed);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const area = size * size;
  const pixels = Uint8Array.from({ length: count * 3 * area }, (_, i) => {
    const channel = Math.floor(i / area) % 3;
    const isMarked = channel === (labels[Math.floor(i / (3 * area))] ?? 0);
    return (isMarked ? 160 : 96) + rng.integer(-40, 40);
  });
  return { count, size, pixels, labels };
}

const noisePixels = (batch: number, seed: number): Tensor =>
  tensor(random(seed).uniforms(batch * 3 * size * size), [batch, 3, size, size]);

/** A step of training on fixed pictures as a function of the weights. */
async function openStep(network: Layer) {
  const batch = 4;
  const { graph, parameters } = trainingStep({ network, classes, batch, size, adversarial: false });
  const session = await openGraph(backend, graph);
  const given: Tensors = { pixels: noisePixels(batch, 5), targets: targetsOf([0, 1, 2, 1], classes, 0.1) };
  const run = (weights: Weights): Promise<Tensors> => {
    const current = parameters.map(({ name, dims }) => [
      name,
      tensor(weights.get(name) ?? new Float32Array(), dims),
    ]);
    return session.run({ ...given, ...Object.fromEntries(current) });
  };
  return { parameters, run };
}

const moved = (weights: Weights, along: Weights, by: number): Weights =>
  new Map(
    [...weights].map(([name, data]) => [name, data.map((x, i) => x + by * (along.get(name)?.[i] ?? 0))]),
  );

const dot = (a: Weights, b: Weights): number =>
  [...a].reduce(
    (sum, [name, data]) => sum + data.reduce((part, x, i) => part + x * (b.get(name)?.[i] ?? 0), 0),
    0,
  );

describe("a step of training", () => {
  it.each([
    ["a squeezed network", squeezed(classes)],
    ["a network with a dense head", headed(classes)],
  ])("has the slope of the loss as its gradient: %s", async (_, network) => {
    const { parameters, run } = await openStep(network);
    const weights = initialWeights(parameters, 1);
    const results = await run(weights);
    const gradients = new Map(
      parameters.map(({ name }) => [name, results[gradientOf(name)]?.data as Float32Array]),
    );
    // A direction near the gradient, because the slope along any other drowns in float32's rounding.
    const rng = random(6);
    const direction = new Map(
      [...gradients].map(([name, data]) => [name, data.map((x) => 2 * x * rng.uniform())]),
    );
    const expected = dot(gradients, direction);
    const step = 0.005 / Math.sqrt(expected);
    const lossAt = async (by: number) => Number((await run(moved(weights, direction, by))).loss?.data[0]);
    const slope = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
    expect(Math.abs(slope / expected - 1)).toBeLessThan(0.01);
  });

  it("attacks inside the ball and the range of pixels, and mostly at its surface", async () => {
    const epsilon = 4 / 255;
    const network = squeezed(classes);
    const { parameters } = trainingStep({ network, classes, batch: 1, size, adversarial: true });
    const g = new Builder(18);
    const dims = [6, 3, size, size];
    const inputs = {
      pixels: g.input("pixels", "float32", dims),
      targets: g.input("targets", "float32", [6, classes]),
      noise: g.input("noise", "float32", dims),
      epsilon: g.input("epsilon", "float32", []),
    };
    const scope = trained(g, initialWeights(parameters, 2));
    const result = attacked(g, (x) => onPixels(network)(scope, x), inputs);
    const pixels = noisePixels(6, 7);
    const session = await openGraph(backend, g.graph([result]));
    const results = await session.run({
      pixels,
      targets: targetsOf([0, 1, 2, 0, 1, 2], classes),
      noise: tensor(noiseOf(pixels.data.length, random(8)), dims),
      epsilon: tensor(Float32Array.of(epsilon), []),
    });
    const seen = results[result.name]?.data as Float32Array;
    const far = seen.map((x, i) => Math.abs(x - (pixels.data[i] ?? 0)));
    expect(far.reduce((most, x) => Math.max(most, x), 0)).toBeLessThan(epsilon + 1e-6);
    expect(far.filter((x) => x > 0.99 * epsilon).length).toBeGreaterThan(far.length / 2);
    expect(seen.every((x) => x >= 0 && x <= 1)).toBe(true);
  });
});

describe("training", () => {
  const pictures = channels(48, 1);
  const options = { architecture: squeezed, classes, epochs: 6, batch: 16, rate: 0.01, seed: 3 };

  it.each([
    ["plain", null],
    ["adversarial", 4 / 255],
  ])("lowers the loss: %s", async (_, epsilon) => {
    const losses: number[] = [];
    await train(pictures, { ...options, epochs: 8, epsilon }, ({ loss }) => losses.push(loss));
    expect(losses.at(-1)).toBeLessThan(0.8 * (losses[0] ?? 0));
  });

  it("gives the same bits for the same seed, interrupted or not, and others for another", async () => {
    const folder = await mkdtemp(join(tmpdir(), "training-"));
    const checkpoint = join(folder, "checkpoint");
    const whole = await train(pictures, options);
    const stop = new Error("stop");
    const interrupted = train(pictures, { ...options, checkpoint }, ({ epoch }) => {
      if (epoch > 3.5) throw stop;
    });
    await expect(interrupted).rejects.toBe(stop);
    let first = Number.POSITIVE_INFINITY;
    const resumed = await train(pictures, { ...options, checkpoint }, ({ epoch }) => {
      first = Math.min(first, epoch);
    });
    expect(first).toBeGreaterThan(3);
    expect(resumed).toEqual(whole);
    expect(await train(pictures, { ...options, seed: 4 })).not.toEqual(whole);
    await expect(train(pictures, { ...options, rate: 0.02, checkpoint })).rejects.toThrow("another training");
    await rm(folder, { recursive: true });
  });

  it("is exported with the scores that it was trained to", async () => {
    const folder = await mkdtemp(join(tmpdir(), "training-"));
    const weights = await train(pictures, { ...options, epochs: 12 });
    const network: TrainedNetwork = { network: squeezed(classes), classes, weights };
    const { accuracy, confusion } = await evaluate(channels(30, 2), network, backend);
    expect(accuracy).toBeGreaterThan(0.8);
    expect(confusion.flat().reduce((sum, count) => sum + count)).toBe(30);
    const held = await robustAccuracy(channels(6, 2), network, backend, { epsilon: 1, seed: 1 });
    expect(held).toBeLessThan(accuracy);

    await exportModel(folder, network, { size, labels: ["red", "green", "blue"] });
    const explainer = await open(folder, { threads: 1 });
    const g = new Builder(18);
    const input = g.input("pixels", "float32", ["batch", 3, size, size]);
    const scores = onPixels(network.network)(trained(g, weights), input);
    const session = await openGraph(backend, g.graph([scores]));
    const pixels = noisePixels(3, 9);
    const expected = (await session.run({ pixels }))[scores.name]?.data as Float32Array;
    const found = await explainer.scores(pixels);
    for (const [i, score] of found.data.entries()) expect(score).toBeCloseTo(expected[i] ?? 0, 4);
    const stored = exportedGraph(network, size).nodes.filter(({ op }) => op === "DequantizeLinear");
    expect(stored.map(({ inputs: [steps] }) => steps?.type.dtype)).toEqual(Array(5).fill("int8"));
    expect(explainer.model.labels).toEqual(["red", "green", "blue"]);
    expect(explainer.model.layers.map(({ name }) => name)).toContain("fire2/expand3x3");
    expect(explainer.model.notes).toEqual([]);
    await explainer.close();
    await rm(folder, { recursive: true });
  });
});

describe("a dataset", () => {
  it("is read as it was written, and refused where it is cut off", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dataset-"));
    const path = join(folder, "pictures");
    const written = channels(5, 1);
    await writeDataset(path, written);
    const { count, size: read, pixels, labels } = await readDataset(path);
    expect({ count, size: read, pixels: [...pixels], labels: [...labels] }).toEqual({
      count: 5,
      size,
      pixels: [...written.pixels],
      labels: [...written.labels],
    });
    await expect(async () => writeDataset(path, { ...written, count: 6 })).rejects.toThrow(
      "are not 6 pictures",
    );
    await rm(folder, { recursive: true });
  });
});
