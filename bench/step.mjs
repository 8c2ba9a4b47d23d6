// A step of class visualization over a gradient, through the library as a program uses it; prints the ratio:
//
//   node bench/step.mjs MODEL

import { classVisualization, Explainer, top } from "../dist/index.js";
import { nodeBackend, openModel } from "../dist/node.js";
import { elapsed } from "./elapsed.mjs";
import { median } from "./median.mjs";
import { feedsOf } from "./programs.mjs";

const backend = nodeBackend();
const explainer = new Explainer(await openModel(process.argv[2]), backend);
const one = feedsOf(explainer.model, 1);
const steps = 60;
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
  const single = await elapsed(async () => {
    for (let i = 0; i < steps; i++) await gradient();
  });
  ratios.push((await elapsed(visualize)) / single);
}

await explainer.close();
await backend.close();
console.log(JSON.stringify(median(ratios)));
