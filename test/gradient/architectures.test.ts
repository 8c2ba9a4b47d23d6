import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { differentiate } from "../../src/gradient/differentiate.js";
import { constantValue } from "../../src/graph/constants.js";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Graph, Node, Value } from "../../src/graph/types.js";
import { upgrade } from "../../src/graph/upgrade.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";
import { describeWithData } from "../data.js";

// Published architectures come with weights that nodes fill with one number. Here they get random ones, and the slope of
// the scores along the gradient must be the length of the gradient.

const rng = random(3);
const noise = Float32Array.from({ length: 65_537 }, () => rng.normal());
/** Beyond the noise of float32, before many a ReLU changes sides. */
const step = 0.05;
const tolerance = 0.02;

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

/** Some noise in this shape. */
const take = (dims: readonly number[], from: number): Float32Array =>
  Float32Array.from({ length: elementCount(dims) }, (_, i) => noise[(from + i) % noise.length] as number);

/** Center and spread of a weight that keep activations at a size of about 1. */
function distribution(dims: readonly number[], [reader, slot]: readonly [Node, number]): [number, number] {
  if (dims.length > 1) return [0, Math.sqrt(2 / elementCount(dims.slice(1)))];
  // Scale and variance of a normalization, or the scale behind one.
  const isScale = reader.op === "Mul" || (reader.op === "BatchNormalization" && (slot === 1 || slot === 4));
  return isScale ? [1, 0.1] : [0, 0.1];
}

/** What reads a value in the end: exporters add axes to scales and shifts first. */
function readerOf(graph: Graph, value: Value): readonly [Node, number] {
  const node = graph.nodes.find(({ inputs }) => inputs.includes(value)) as Node;
  return node.op === "Unsqueeze"
    ? readerOf(graph, node.outputs[0] as Value)
    : [node, node.inputs.indexOf(value)];
}

/** The graph with random weights, all of them in one file. */
function randomized(graph: Graph): { readonly graph: Graph; readonly weights: Uint8Array } {
  const filled = graph.nodes
    .filter(({ op }) => op === "ConstantOfShape")
    .map(({ outputs }) => outputs[0] as Value);
  const shapeOf = (value: Value): number[] => value.type.shape as number[];
  const data = new Float32Array(filled.reduce((sum, value) => sum + elementCount(shapeOf(value)), 0));
  const weights = new Uint8Array(data.buffer);
  const now = new Map<Value, Value>();
  let start = 0;
  for (const value of filled) {
    const dims = shapeOf(value);
    const [center, spread] = distribution(dims, readerOf(graph, value));
    const end = start + elementCount(dims);
    for (let i = start; i < end; i++) data[i] = center + spread * (noise[i % noise.length] as number);
    const bytes = weights.subarray(4 * start, 4 * end);
    now.set(value, constantValue({ dtype: "float32", dims, bytes, strings: null }, value.name));
    start = end;
  }
  const nodes = graph.nodes
    .filter(({ op }) => op !== "ConstantOfShape")
    .map((node) => ({ ...node, inputs: node.inputs.map((input) => input && (now.get(input) ?? input)) }));
  return { graph: { ...graph, nodes }, weights };
}

/** What goes into a final Softmax, which would squeeze the slopes. */
function scoresOf(graph: Graph): Value {
  const last = graph.nodes.at(-1) as Node;
  return (last.op === "Softmax" ? last.inputs[0] : graph.outputs[0]) as Value;
}

/** What gives the outputs of a graph that stands on `weights`, in order. */
async function opened(graph: Graph, weights: Uint8Array) {
  const session = await InferenceSession.create(write(graph, { source: weights, location: "weights" }), {
    externalData: [{ path: "weights", data: weights }],
  });
  const run = async (feeds: Record<string, Tensor>): Promise<Float32Array[]> => {
    const results = await session.run(feeds);
    return session.outputNames.map((output) => results[output]?.data as Float32Array);
  };
  return { run, release: () => session.release() };
}

describeWithData(
  "the gradient of whole architectures is the slope of their scores",
  "onnx/light",
  (folder) => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".onnx"));

    test.each(files)("%s", { timeout: 300_000 }, async (name) => {
      const { graph, weights } = randomized(upgrade(read(readFileSync(join(folder, name)), name)));
      const [wrt, of] = [graph.inputs[0] as Value, scoresOf(graph)];
      const [dims, width] = [wrt.type.shape as number[], of.type.shape as number[]];
      const [picture, seed] = [take(dims, 2), take(width, 1)];
      const feed = (input: Float32Array) => ({ [wrt.name]: new Tensor("float32", input, dims) });
      const primal = { ...graph, outputs: [of] };

      const both = simplify(differentiate(primal, { of, wrt }));
      // One after the other, because VGG-19 is half a gigabyte.
      const backward = await opened(both, weights);
      const answers = await backward.run({ ...feed(picture), seed: new Tensor("float32", seed, width) });
      await backward.release();
      const gradient = answers[1] as Float32Array;
      const length = Math.sqrt(dot(gradient, gradient));

      const forward = await opened(primal, weights);
      const scoreAt = async (step: number): Promise<number> => {
        const moved = picture.map((x, i) => x + (step * (gradient[i] ?? 0)) / length);
        const [scores] = await forward.run(feed(moved));
        return dot(scores as Float32Array, seed);
      };
      const slope = ((await scoreAt(step)) - (await scoreAt(-step))) / (2 * step);
      await forward.release();
      const figures = [slope, length].map((x) => x.toPrecision(4)).join(" and ");
      console.log(`${name}: ${both.nodes.length} nodes, slope and length ${figures}`);
      expect(length).toBeGreaterThan(0);
      expect(Math.abs(slope / length - 1)).toBeLessThan(tolerance);
    });
  },
);
