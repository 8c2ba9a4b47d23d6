// How much memory and time `regard gradient` takes for a large ONNX file, beside ONNX Runtime alone creating a session of the
// same file and running it once. Both are whole processes, in turn; ratios of medians are printed.
//
//   npm run build && node bench/large-model.mjs vgg16.onnx [--runs 5]

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeNpy } from "../dist/index.js";
import { openBareFile, writeFileWhole } from "../dist/node.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "5" } },
});
const model = resolve(positionals[0] ?? "");
const folder = mkdtempSync(join(tmpdir(), "regard-large-"));
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const { graph } = await openBareFile(model);
const dims = graph.inputs[0].type.shape.map((size) => (typeof size === "number" ? size : 1));
const count = dims.reduce((product, size) => product * size, 1);
const input = join(folder, "x.npy");
const data = Float32Array.from({ length: count }, (_, i) => Math.sin(i));
await writeFileWhole(input, writeNpy({ dtype: "float32", dims, data }));

const commands = {
  bare: [here("bare-run.mjs"), model, JSON.stringify(dims)],
  regard: [
    here("../dist/cli/main.js"),
    ...["gradient", model, "--input", input, "--target", "0", "--out", join(folder, "g.npy"), "--quiet"],
  ],
};
const results = { bare: [], regard: [] };
for (let i = 0; i < Number(values.runs); i++) {
  for (const [name, args] of Object.entries(commands)) results[name].push(measure(args));
}
rmSync(folder, { recursive: true });

const size = statSync(model).size;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const [bare, regard] = ["bare", "regard"].map((name) => ({
  seconds: median(results[name].map(({ seconds }) => seconds)),
  memory: median(results[name].map(({ memory }) => memory)),
}));
const row = (what, a, b, ratio, goal) =>
  console.log(`${what.padEnd(34)} ${a.padStart(9)} ${b.padStart(9)} ${ratio.toFixed(2).padStart(7)} ${goal}`);
console.log(
  `${model}: ${(size / 1e6).toFixed(0)} MB, ${availableParallelism()} cores, medians of ${values.runs}`,
);
console.log(`${"".padEnd(34)}      bare    regard   ratio  goal`);
row(
  "seconds, whole process",
  bare.seconds.toFixed(2),
  regard.seconds.toFixed(2),
  regard.seconds / bare.seconds,
  "≤ 2.0",
);
row(
  "peak memory, MB, over the file",
  (bare.memory / 1e6).toFixed(0),
  (regard.memory / 1e6).toFixed(0),
  regard.memory / size,
  "≤ 2.2",
);

/** Seconds, and the peak memory of all its processes together in bytes. */
function measure(args) {
  const log = join(folder, "memory");
  writeFileSync(log, "");
  const NODE_OPTIONS = `--import ${here("note-memory.mjs")}`;
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS, MEMORY_LOG: log },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const seconds = (performance.now() - begin) / 1000;
  const memory = readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .reduce((sum, line) => sum + Number(line), 0);
  return { seconds, memory };
}
