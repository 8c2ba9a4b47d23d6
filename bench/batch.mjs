// A batch of pictures over as many single gradients, through the library as a program uses it; prints the ratio:
//
//   node bench/batch.mjs MODEL COPIES

import { Explainer, tensor } from "../dist/index.js";
import { nodeBackend, openModel } from "../dist/node.js";
import { elapsed } from "./elapsed.mjs";
import { median } from "./median.mjs";
import { feedsOf } from "./programs.mjs";

const [path, copies] = process.argv.slice(2);
const backend = nodeBackend();
const explainer = new Explainer(await openModel(path), backend);
const one = feedsOf(explainer.model, 1);
const many = feedsOf(explainer.model, Number(copies));
const rows = Array.from({ length: many.pixels.dims[0] }, (_, i) => rowOf(many.pixels, i));
// So many batches have come that there is a session of one thread for each core.
for (let known = 0; known < 64; known += rows.length) await explainer.gradient(many.pixels, many.seed);

const ratios = [];
for (let round = 0; round < 5; round++) {
  const single = await elapsed(async () => {
    for (const pixels of rows) await explainer.gradient(pixels, one.seed);
  });
  ratios.push((await elapsed(() => explainer.gradient(many.pixels, many.seed))) / single);
}
await explainer.close();
await backend.close();
console.log(JSON.stringify(median(ratios)));

function rowOf({ data, dims: [, ...dims] }, row) {
  const size = dims.reduce((a, b) => a * b, 1);
  return tensor(data.slice(row * size, (row + 1) * size), [1, ...dims]);
}
