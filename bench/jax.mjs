// Times jax-js's value and gradient of a written network, and prints JSON:
//
//   node bench/jax.mjs MODEL cpu|wasm

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultDevice, init, numpy, valueAndGrad } from "@jax-js/jax";
import { ONNXModel } from "@jax-js/onnx";
import { ints, read, write } from "../dist/index.js";
import { timePeer } from "./peer.mjs";

const [path, device] = process.argv.slice(2);
await init(device);
defaultDevice(device);

const graph = read(new Uint8Array(readFileSync(join(path, "onnx", "model.onnx"))));
// Its reader (0.1.2) has no GlobalAveragePool, but has the mean over the same axes.
const nodes = graph.nodes.map((node) =>
  node.op === "GlobalAveragePool" ? { ...node, op: "ReduceMean", attributes: { axes: ints([2, 3]) } } : node,
);
const network = new ONNXModel(write({ ...graph, nodes }));

await timePeer(path, async ({ data, dims }, index) => {
  const score = (image) => network.run({ image }).logits.slice(0, index);
  // In 0.1.25 `jit` of the network takes longer, and `jit` of `valueAndGrad` gives a gradient that central differences refute.
  const [value, gradient] = valueAndGrad(score)(numpy.array(data).reshape(dims));
  return { value: (await value.data())[0], gradient: await gradient.data() };
});
