// Where the time of value and gradient goes, operator by operator, as ONNX Runtime's profiler sees it:
//
//   node bench/profile.mjs MODEL [--threads 2] [--batch 1] [--runs 20]

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import ort from "onnxruntime-node";
import { feedsOf, graphOf, programsOf } from "./programs.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: "string", default: "2" },
    batch: { type: "string", default: "1" },
    runs: { type: "string", default: "20" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "regard-profile-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const { model, gradient } = await programsOf(positionals[0]);
if (gradient.fed?.length) throw new Error(`${positionals[0]} feeds its weights; profile a smaller network`);
const isForward = forwardNames(gradient);
const { pixels, seed } = feedsOf(model, Number(values.batch));
const runs = Number(values.runs);
const [first, last] = [await profiled(1), await profiled(runs + 1)];

const times = new Map();
for (const [events, sign] of [
  [last, 1],
  [first, -1],
]) {
  for (const { name, dur, args } of events) {
    const kind = `${directionOf(name)}: ${kindOf(args)}`;
    times.set(kind, (times.get(kind) ?? 0) + (sign * dur) / 1000 / runs);
  }
}
const total = [...times.values()].reduce((a, b) => a + b, 0);
for (const [kind, ms] of [...times].sort((a, b) => b[1] - a[1])) {
  console.log(
    `${kind.padEnd(34)} ${ms.toFixed(2).padStart(7)} ms ${((100 * ms) / total).toFixed(1).padStart(5)} %`,
  );
}
console.log(`${"all".padEnd(34)} ${total.toFixed(2).padStart(7)} ms`);

/** The kernels of a session that runs so many times. */
async function profiled(count) {
  const session = await ort.InferenceSession.create(gradient.graph, {
    intraOpNumThreads: Number(values.threads),
    enableProfiling: true,
    profileFilePrefix: join(folder, `${count}`),
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
    externalData: [{ path: gradient.weights.location, data: gradient.weights.bytes }],
  });
  const toOrt = ({ data, dims }) => new ort.Tensor("float32", data, dims);
  for (let run = 0; run < count; run++) await session.run({ pixels: toOrt(pixels), seed: toOrt(seed) });
  session.endProfiling();
  const file = readdirSync(folder).find((each) => each.startsWith(`${count}_`));
  const events = JSON.parse(readFileSync(join(folder, file), "utf8"));
  return events.filter(({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"));
}

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

function directionOf(event) {
  const name = event.replace(/_kernel_time$/, "");
  if (name.startsWith("Reorder")) return "layout";
  return isForward.has(name) ? "forward" : "backward";
}

function kindOf({ op_name: op, input_type_shape: shapes }) {
  if (op !== "Conv") return op;
  const [, weight] = shapes.map((each) => Object.values(each)[0]);
  return weight[1] === 1 ? "Conv, depthwise" : "Conv";
}
