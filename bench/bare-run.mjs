// The least that anybody could do with a graph: read it, create a session, run it once.
//
//   node bench/bare-run.mjs GRAPH '[1, 3, 227, 227]' [WEIGHTS LOCATION]
//
// WEIGHTS is the file that the graph's constants lie in, and LOCATION what the graph calls it.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";

const [graph, shape, weights, location] = process.argv.slice(2);
const dims = JSON.parse(shape);
const session = await InferenceSession.create(readFileSync(graph), {
  externalData: weights ? [{ path: location, data: readFileSync(weights) }] : [],
});
const data = new Float32Array(dims.reduce((product, size) => product * size, 1)).map((_, i) => Math.sin(i));
await session.run({ [session.inputNames[0]]: new Tensor("float32", data, dims) });
