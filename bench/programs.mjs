// The programs that Regard gives to a runtime for a model, and feeds for them, without running anything.

import { Explainer, oneHot, read, tensor } from "../dist/index.js";
import { openModel } from "../dist/node.js";
import { forWasm } from "../dist/wasm/for-wasm.js";
import { rulesForWasm } from "../dist/wasm/rules.js";

/**
 * The programs of the scores alone and of scores and gradient for a runtime, "native" or "wasm", and how long Regard takes to
 * write the second.
 */
export async function programsOf(path, runtime = "native") {
  const model = await openModel(path);
  const { backend, programs } = recorder(model, runtime);
  const explainer = new Explainer(model, backend);
  const { pixels, seed } = feedsOf(model, 1);
  await explainer.scores(pixels);
  const begin = performance.now();
  await explainer.gradient(pixels, seed);
  return { model, forward: programs[0], gradient: programs[1], milliseconds: performance.now() - begin };
}

/** A backend that keeps the programs it is given for a runtime, "native" or "wasm", and answers with ones. */
export function recorder(model, runtime = "native") {
  const programs = [];
  const backend = {
    name: "recorder",
    ...(runtime === "wasm" ? { adaptGraph: forWasm, adaptRules: rulesForWasm } : {}),
    async create(program) {
      programs.push(program);
      return { run: async (feeds) => answer(model, feeds), release: async () => {} };
    },
    async close() {},
  };
  return { backend, programs };
}

function answer(model, feeds) {
  const [rows] = feeds.pixels.dims;
  const ones = (dims) => tensor(new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(1), dims);
  return { value: ones([rows, model.classes]), gradient: ones(feeds.pixels.dims) };
}

/** Pixels that are all different, and the seed of class 3. */
export function feedsOf(model, rows) {
  const { height, width } = model.size;
  const dims = [rows, 3, height, width];
  const data = Float32Array.from(
    { length: dims.reduce((a, b) => a * b, 1) },
    (_, i) => (Math.sin(i * 12.9898) + 1) / 2,
  );
  return { pixels: tensor(data, dims), seed: oneHot(Array(rows).fill(3), model.classes) };
}

/** The graph of a program, as Regard reads it. */
export const graphOf = ({ graph, weights }) => read(graph, "program.onnx", { external: () => weights.bytes });
