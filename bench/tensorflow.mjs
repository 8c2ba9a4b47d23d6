// Times TensorFlow.js's value and gradient of a written network, and prints JSON:
//
//   node bench/tensorflow.mjs MODEL cpu|wasm

import { readFileSync } from "node:fs";
import { join } from "node:path";
import tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { attribute, numbers, read } from "../dist/index.js";
import { timePeer } from "./peer.mjs";

const [path, backend] = process.argv.slice(2);
await tf.setBackend(backend);

/** What the networks are made of, in the order of axes [N, H, W, C] that every backend has kernels for. */
const operators = {
  Conv: (node, x, w, b) => tf.add(tf.conv2d(x, w, list(node, "strides"), around(node)), b),
  Relu: (_, x) => tf.relu(x),
  // Windows tile the networks' sizes, so that ceil_mode changes nothing.
  MaxPool: (node, x) => tf.maxPool(x, list(node, "kernel_shape"), list(node, "strides"), "valid"),
  Concat: (_, ...inputs) => tf.concat(inputs, 3),
  GlobalAveragePool: (_, x) => tf.mean(x, [1, 2], true),
  Flatten: (_, x) => tf.reshape(toChannelsFirst(x), [x.shape[0], -1]),
  Gemm: (_, x, w, b) => tf.add(tf.matMul(x, w, false, true), b),
  Identity: (_, x) => x,
};

const graph = read(new Uint8Array(readFileSync(join(path, "onnx", "model.onnx"))));
const weights = new Map(
  graph.nodes.flatMap(({ inputs }) =>
    inputs.filter(({ constant }) => constant).map((value) => [value, toWeight(value.constant)]),
  ),
);

await timePeer(path, async ({ data, dims }, index) => {
  const answer = tf.tidy(() => {
    const score = (x) => tf.reshape(tf.slice(scores(x), [0, index], [1, 1]), []);
    const { value, grad } = tf.valueAndGrad(score)(toChannelsLast(tf.tensor(data, dims)));
    return { value, gradient: toChannelsFirst(grad) };
  });
  const [[value], gradient] = await Promise.all([answer.value.data(), answer.gradient.data()]);
  tf.dispose(answer);
  return { value, gradient };
});

function scores(x) {
  const values = new Map(weights).set(graph.inputs[0], x);
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((value) => values.get(value));
    values.set(node.outputs[0], operators[node.op](node, ...inputs));
  }
  return values.get(graph.outputs[0]);
}

function toWeight(constant) {
  const weight = tf.tensor(Float32Array.from(numbers(constant)), constant.dims);
  return weight.rank === 4 ? tf.transpose(weight, [2, 3, 1, 0]) : weight;
}

function toChannelsLast(x) {
  return tf.transpose(x, [0, 2, 3, 1]);
}

function toChannelsFirst(x) {
  return tf.transpose(x, [0, 3, 1, 2]);
}

function list(node, name) {
  return attribute(node, "ints", name);
}

function around(node) {
  const [top, left, bottom, right] = list(node, "pads");
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}
