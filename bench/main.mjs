// Every measure of docs/performance.md beside its goal, as ratios taken in one run:
//
//   npm run bench [-- --quick] [-- --only pytorch] [-- --out bench.json]

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeFileWhole } from "../dist/node.js";
import { median } from "./median.mjs";
import { networks, writeNetwork } from "./networks.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    out: { type: "string", default: "bench.json" },
  },
});
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "regard-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const python = process.env.PYTHON ?? "python3";
const rounds = values.quick ? 1 : 3;
const large = ["squeezenet", "mobilenet", "resnet18", "vgg16"];
const runs = (name, batch) =>
  String(Math.max(3, Math.round((name === "vgg16" ? 6 : 24) / Math.sqrt(batch) / (values.quick ? 2 : 1))));
const made = new Map();
const rows = [];

const measures = {
  cheap: cheapGradient,
  pytorch: againstPyTorch,
  web: inWebAssembly,
  uses: uses,
  command: wholeCommand,
  compile: compileTime,
  memory: peakMemory,
};
if (values.only && !Object.hasOwn(measures, values.only)) {
  console.error(`no measure "${values.only}"; there are ${Object.keys(measures).join(", ")}`);
  process.exit(2);
}

console.log(describe());
console.log(`${"".padEnd(62)}   ratio  goal`);
for (const [name, measure] of Object.entries(measures)) {
  if (!values.only || values.only === name) measure();
}
await writeFileWhole(values.out, `${JSON.stringify({ ...machine(), rounds, rows }, null, 2)}\n`);
console.log(`\nwritten: ${values.out}`);

/** Value and gradient over forward, and the same for each picture of a batch. */
function cheapGradient() {
  for (const name of large) {
    const [single, batch] = [1, 8].map((size) => pairs(name, { batch: size }));
    for (const [size, { ratio, least, milliseconds }] of [
      [1, single],
      [8, batch],
    ]) {
      note(`${title(name)}: value and gradient over forward, batch ${size}`, ratio, 2.3, {
        least,
        milliseconds,
      });
    }
    const perPicture = batch.milliseconds.gradient / 8 / single.milliseconds.gradient;
    note(`${title(name)}: per picture at batch 8 over batch 1`, perPicture, 1);
  }
}

/** Each at its best thread count, in turn. */
function againstPyTorch() {
  if (spawnSync(python, ["-c", "import torch"]).status !== 0) {
    console.log(
      `PyTorch: not measured, because \`${python} -c 'import torch'\` fails here (PYTHON names another)`,
    );
    return;
  }
  const counts = [...new Set([1, 2, availableParallelism()])];
  for (const name of large) {
    const best = { regard: [], pytorch: [] };
    for (const threads of counts) {
      const times = { regard: [], pytorch: [] };
      for (let round = 0; round < rounds; round++) {
        const given = ["--threads", String(threads), "--runs", runs(name, 1)];
        times.pytorch.push(run(python, [here("pytorch.py"), name, ...given]).median);
        times.regard.push(node(["pair.mjs", model(name), ...given, "--only", "gradient"]).gradient.median);
      }
      for (const key of ["regard", "pytorch"]) best[key].push(median(times[key]));
    }
    const [regard, pytorch] = [Math.min(...best.regard), Math.min(...best.pytorch)];
    note(
      `${title(name)}: value and gradient against PyTorch's`,
      regard / pytorch,
      name === "squeezenet" ? 0.33 : 0.6,
      { milliseconds: { regard, pytorch } },
    );
  }
}

function inWebAssembly() {
  for (const name of ["squeezenet", "mobilenet", "tinyvgg"]) {
    const { ratio, least, milliseconds } = pairs(name, { runtime: "wasm", threads: 1 });
    note(`${title(name)}: onnxruntime-web, WebAssembly, 1 thread`, ratio, 2.3, { least, milliseconds });
  }
}

/** What is built on gradients, over the gradients themselves. */
function uses() {
  const each = Array.from({ length: rounds }, () => node(["uses.mjs", model("squeezenet")]));
  note(
    "SqueezeNet 1.0: a step of class visualization over a gradient",
    median(each.map(({ step }) => step)),
    1.1,
  );
  note(
    "SqueezeNet 1.0: 64 noisy copies batched over 64 gradients",
    median(each.map(({ copies }) => copies)),
    0.9,
  );
}

/** The whole process, over one that creates the same session and runs it once. */
function wholeCommand() {
  const path = model("squeezenet");
  const picture = here("../examples/pictures/cat.jpg");
  const size = networks.squeezenet.size;
  const [bare, regard] = [[], []];
  for (let round = 0; round < 2 * rounds + 1; round++) {
    bare.push(seconds([here("bare-forward.mjs"), join(path, "onnx", "model.onnx"), `[1,3,${size},${size}]`]));
    regard.push(
      seconds([
        here("../dist/cli/main.js"),
        "saliency",
        picture,
        "--model",
        path,
        "--out",
        join(folder, "map"),
        "--quiet",
      ]),
    );
  }
  note("SqueezeNet 1.0: `regard saliency` over a bare forward process", median(regard) / median(bare), 1.5, {
    milliseconds: { regard: median(regard), bare: median(bare) },
  });
}

/** Differentiating, simplifying, writing and creating, over creating the forward session. */
function compileTime() {
  for (const name of large) {
    const each = Array.from({ length: rounds }, () => node(["pair.mjs", model(name), "--runs", "1"]));
    const ratio = median(
      each.map(({ forward, gradient, written }) => (written + gradient.created) / forward.created),
    );
    note(`${title(name)}: compiling a question over creating a session`, ratio, 2);
  }
}

function peakMemory() {
  for (const name of large) {
    const [forward, gradient] = ["forward", "gradient"].map((only) =>
      median(
        Array.from(
          { length: rounds },
          () => node(["pair.mjs", model(name), "--runs", "3", "--only", only]).peak,
        ),
      ),
    );
    note(`${title(name)}: peak memory over the forward session's`, gradient / forward, 2.5, {
      megabytes: { forward: forward / 1e6, gradient: gradient / 1e6 },
    });
  }
}

/** Forward and gradient in one process, in turn: the median over several processes of the ratio of medians. */
function pairs(name, { batch = 1, threads = 2, runtime = "native" }) {
  const given = [
    "--batch",
    batch,
    "--threads",
    threads,
    "--runtime",
    runtime,
    "--runs",
    runs(name, batch),
  ].map(String);
  const each = Array.from({ length: rounds }, () => node(["pair.mjs", model(name), ...given]));
  const of = (key) => median(each.map((result) => result[key].median));
  return {
    ratio: median(each.map(({ forward, gradient }) => gradient.median / forward.median)),
    least:
      Math.min(...each.map(({ gradient }) => gradient.least)) /
      Math.min(...each.map(({ forward }) => forward.least)),
    milliseconds: { forward: of("forward"), gradient: of("gradient") },
  };
}

function note(what, ratio, goal, more = {}) {
  rows.push({ what, ratio, goal, ...more });
  const mark = ratio <= goal ? "" : "  missed";
  console.log(`${what.padEnd(62)} ${ratio.toFixed(2).padStart(7)}  ≤ ${goal}${mark}`);
}

function model(name) {
  if (!made.has(name)) made.set(name, writeNetwork(name, folder));
  return made.get(name);
}

function title(name) {
  return networks[name].title;
}

function node([script, ...args]) {
  return run(process.execPath, [here(script), ...args]);
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

function seconds(args) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begin;
}

function machine() {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(here("../package.json"), "utf8"));
  const versions = { node: process.version, ...optionalDependencies, regard: dependencies && "this" };
  return { cpu: cpus()[0]?.model, cores: availableParallelism(), memory: totalmem(), versions };
}

function describe() {
  const { cpu, cores, memory, versions } = machine();
  const runtime = `onnxruntime-node ${versions["onnxruntime-node"]}, Node ${versions.node}`;
  return `${cpu}, ${cores} cores, ${(memory / 2 ** 30).toFixed(0)} GiB; ${runtime}; medians of ${rounds} processes`;
}
