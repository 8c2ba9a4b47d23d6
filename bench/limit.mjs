// The limit that a machine sets to a network: its floating-point operations over the most that a convolution of ONNX Runtime
// was seen to do in a second, the bytes that its operators read and write over what memory was seen to move; prints JSON:
//
//   node bench/limit.mjs MODEL [--threads 2]

import { parseArgs } from "node:util";
import ort from "onnxruntime-node";
import { int, ints } from "../dist/graph/attributes.js";
import { Builder, write } from "../dist/index.js";
import { median } from "./median.mjs";
import { graphOf, programsOf } from "./programs.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: "string", default: "2" } },
});
const threads = Number(values.threads);

const { forward, gradient } = await programsOf(positionals[0]);
console.log(
  JSON.stringify({
    peak: await peakFlops(),
    bandwidth: bytesPerSecond(),
    forward: costOf(forward),
    gradient: costOf(gradient),
  }),
);

/** Floating-point operations a second of the friendliest convolution: 3 × 3, 256 to 256 channels, 56 × 56. */
async function peakFlops() {
  const [channels, size] = [256, 56];
  const g = new Builder(18);
  const x = g.input("x", "float32", [1, channels, size, size]);
  const weight = g.floats(new Float32Array(channels * channels * 9).fill(0.01), [channels, channels, 3, 3]);
  const conv = g.op("Conv", [x, weight], { group: int(1), pads: ints([1, 1, 1, 1]) });
  const session = await ort.InferenceSession.create(write(g.graph([conv])), {
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
  const data = new Float32Array(channels * size * size).fill(0.5);
  const feeds = { x: new ort.Tensor("float32", data, [1, channels, size, size]) };
  const seconds = [];
  for (let run = 0; run < 30; run++) {
    const begin = performance.now();
    await session.run(feeds);
    seconds.push((performance.now() - begin) / 1000);
  }
  return (2 * 9 * channels * channels * size * size) / Math.min(...seconds);
}

/** Bytes read and written a second when 128 MiB are copied. */
function bytesPerSecond() {
  const from = new Float32Array(2 ** 25).fill(1);
  const to = new Float32Array(from.length).fill(2);
  const seconds = Array.from({ length: 9 }, () => {
    const begin = performance.now();
    to.set(from);
    return (performance.now() - begin) / 1000;
  });
  return (2 * from.byteLength) / median(seconds);
}

/** Floating-point operations of the products of a program for one picture, and bytes that its operators read and write. */
function costOf(program) {
  const { nodes } = graphOf(program);
  let [flops, bytes] = [0, 0];
  for (const { op, inputs, outputs } of nodes) {
    const [x, w] = inputs;
    const [y] = outputs;
    if (op === "Conv") flops += 2 * elements(y) * elements(w, 1);
    if (op === "ConvTranspose") flops += 2 * elements(x) * elements(w, 1);
    if (op === "Gemm" || op === "MatMul") flops += 2 * elements(x) * (y.type.shape?.at(-1) ?? 0);
    for (const value of [...inputs, ...outputs]) if (value) bytes += 4 * elements(value);
  }
  return { flops, bytes };
}

/** How many elements a value has from an axis on, the batch counting as 1. */
function elements({ type }, from = 0) {
  return (type.shape ?? []).slice(from).reduce((product, dim) => product * (Number(dim) || 1), 1);
}
