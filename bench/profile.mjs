// Where the time of value and gradient goes, operator by operator, as ONNX Runtime's profiler sees it:
//
//   node bench/profile.mjs MODEL [--threads 2] [--batch 1] [--runs 20]

import { parseArgs } from "node:util";
import { isReordering, kernelsOf, sumOf } from "./kernels.mjs";
import { feedsOf, graphOf, programsOf } from "./programs.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: "string", default: "2" },
    batch: { type: "string", default: "1" },
    runs: { type: "string", default: "20" },
  },
});
const { model, gradient } = await programsOf(positionals[0]);
const isForward = forwardNames(gradient);
const kernels = await kernelsOf(gradient, feedsOf(model, Number(values.batch)), {
  threads: Number(values.threads),
  runs: Number(values.runs),
});

const times = new Map();
for (const kernel of kernels) {
  const kind = `${directionOf(kernel)}: ${kindOf(kernel)}`;
  times.set(kind, (times.get(kind) ?? 0) + kernel.milliseconds);
}
const total = sumOf(kernels);
for (const [kind, ms] of [...times].sort((a, b) => b[1] - a[1])) {
  console.log(
    `${kind.padEnd(34)} ${ms.toFixed(2).padStart(7)} ms ${((100 * ms) / total).toFixed(1).padStart(5)} %`,
  );
}
console.log(`${"all".padEnd(34)} ${total.toFixed(2).padStart(7)} ms`);

/**
 * What ONNX Runtime calls the nodes that the scores are computed by: by their name, or by their operator and place where
 * they have none; in the blocked layout by what they compute.
 */
function forwardNames(program) {
  const { nodes, outputs } = graphOf(program);
  const needed = new Set([outputs[0]]);
  const names = new Set();
  for (const [place, node] of [...nodes.entries()].reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    names.add(node.name || `${node.op}_${place}`);
    for (const output of node.outputs) if (output) names.add(`${output.name}_nchwc`);
    for (const input of node.inputs) needed.add(input);
  }
  return names;
}

function directionOf(kernel) {
  if (isReordering(kernel)) return "layout";
  return isForward.has(kernel.name) ? "forward" : "backward";
}

function kindOf({ op, shapes: [, weight] }) {
  if (op !== "Conv") return op;
  return weight[1] === 1 ? "Conv, depthwise" : "Conv";
}
