// Writes the graph that `regard saliency` makes of a model, and prints as JSON what it calls the model's file:
//
//   node bench/write-question.mjs MODEL GRAPH

import { classGradient, Explainer } from "../dist/index.js";
import { openModel, writeFileWhole } from "../dist/node.js";
import { feedsOf, recorder } from "./programs.mjs";

const [path, file] = process.argv.slice(2);
const model = await openModel(path);
const { backend, programs } = recorder(model);
const { pixels } = feedsOf(model, 1);
await classGradient(new Explainer(model, backend), pixels, "top");
const [{ graph, weights }] = programs;
await writeFileWhole(file, graph);
console.log(JSON.stringify({ location: weights.location, dims: pixels.dims }));
