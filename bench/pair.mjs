// One process that times forward and gradient in turn, and prints JSON:
//
//   node bench/pair.mjs MODEL --batch 1 --threads 2 --runs 20 [--runtime native|wasm] [--only forward|gradient] \
//     [--spinning 0|1] [--session '{"enableMemPattern":false}']

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readAll } from "../dist/graph/stored.js";
import { elementsOf } from "../dist/onnxruntime/tensor.js";
import { compileWell } from "./compile-well.mjs";
import { median } from "./median.mjs";
import { feedsOf, programsOf } from "./programs.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    batch: { type: "string", default: "1" },
    threads: { type: "string", default: "2" },
    runs: { type: "string", default: "20" },
    runtime: { type: "string", default: "native" },
    only: { type: "string" },
    spinning: { type: "string", default: "0" },
    session: { type: "string", default: "{}" },
  },
});
const isNative = values.runtime === "native";
compileWell();
const { default: ort } = await (isNative ? import("onnxruntime-node") : import("onnxruntime-web/wasm"));
if (!isNative) ort.env.wasm.numThreads = 1;

const { model, milliseconds, ...programs } = await programsOf(positionals[0], values.runtime);
const { pixels, seed } = feedsOf(model, Number(values.batch));
const toOrt = ({ data, dims }) => new ort.Tensor("float32", data, dims);
const given = { pixels: toOrt(pixels), seed: toOrt(seed) };
const opened = [];
for (const [name, program] of Object.entries(programs)) {
  if (values.only && values.only !== name) continue;
  const begin = performance.now();
  const session = await ort.InferenceSession.create(program.graph, options(program));
  opened.push({ name, program, session, created: performance.now() - begin, times: [] });
}
// Only now, because memory for the fed weights would slow down the creation of the second session.
for (const each of opened) {
  const fed = (each.program.fed ?? []).map((weight) => [
    weight.name,
    toOrt({ ...weight, data: elementsOf(weight, readAll(weight.stored).slice().buffer) }),
  ]);
  const asked = each.name === "forward" ? { pixels: given.pixels } : given;
  each.feeds = { ...Object.fromEntries(fed), ...asked };
}
const warmSeconds = isNative ? 0 : 2;
let warmUps = 0;
for (
  const start = performance.now();
  warmUps < 2 || performance.now() - start < 1000 * warmSeconds;
  warmUps++
) {
  await runInTurn();
}
for (let run = 0; run < Number(values.runs); run++) await runInTurn();
const peak = Number(/VmHWM:\s*(\d+)/.exec(status())?.[1] ?? process.resourceUsage().maxRSS) * 1024;
const result = Object.fromEntries(
  opened.map(({ name, created, times: [first, ...later] }) => {
    const warm = later.slice(warmUps - 1);
    return [name, { created, first, median: median(warm), least: Math.min(...warm) }];
  }),
);
console.log(JSON.stringify({ ...result, written: milliseconds, peak }));

async function runInTurn() {
  for (const { session, feeds, times } of opened) {
    const begin = performance.now();
    await session.run(feeds);
    times.push(performance.now() - begin);
  }
}

function options({ weights }) {
  const session = {
    intra_op: { allow_spinning: values.spinning },
    use_device_allocator_for_initializers: "1",
  };
  return {
    ...(isNative
      ? { intraOpNumThreads: Number(values.threads), extra: { session } }
      : { executionProviders: ["wasm"] }),
    logSeverityLevel: 3,
    ...JSON.parse(values.session),
    externalData: weights ? [{ path: weights.location, data: weights.bytes }] : [],
  };
}

function status() {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
