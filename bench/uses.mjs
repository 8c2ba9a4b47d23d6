// What is built on gradients, beside the gradients themselves, through the library as a program uses it; prints JSON:
//
//   node bench/uses.mjs MODEL

import { classVisualization, Explainer, tensor, top } from "../dist/index.js";
import { nodeBackend, openModel } from "../dist/node.js";
import { median } from "./median.mjs";
import { feedsOf } from "./programs.mjs";

const backend = nodeBackend();
const explainer = new Explainer(await openModel(process.argv[2]), backend);
const one = feedsOf(explainer.model, 1);
const steps = 24;
const copies = 64;
const gradient = () => explainer.gradient(one.pixels, one.seed);
// A class that the network sees there: a score that its last ReLU holds at 0 takes two gradients.
const [{ index }] = top(await explainer.scores(one.pixels), 1);
const recipe = classVisualization({ steps, snapshotEvery: steps });
const visualize = () => recipe(explainer, index, { from: one.pixels });

await gradient();
await visualize();
await visualize();
const ratios = [];
for (let round = 0; round < 5; round++) {
  const single = await seconds(async () => {
    for (let i = 0; i < steps; i++) await gradient();
  });
  ratios.push((await seconds(visualize)) / single);
}

const many = feedsOf(explainer.model, copies);
const rows = Array.from({ length: copies }, (_, i) => rowOf(many.pixels, i));
const batched = [];
// The first batch opens a session of one thread for each core.
await explainer.gradient(many.pixels, many.seed);
for (let round = 0; round < 3; round++) {
  const single = await seconds(async () => {
    for (const pixels of rows) await explainer.gradient(pixels, one.seed);
  });
  batched.push((await seconds(() => explainer.gradient(many.pixels, many.seed))) / single);
}
await explainer.close();
await backend.close();
console.log(JSON.stringify({ step: median(ratios), copies: median(batched) }));

async function seconds(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function rowOf({ data, dims: [, ...dims] }, row) {
  const size = dims.reduce((a, b) => a * b, 1);
  return tensor(data.slice(row * size, (row + 1) * size), [1, ...dims]);
}
