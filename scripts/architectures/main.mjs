// Compares Regard with PyTorch on the architectures of torchvision: node scripts/architectures/main.mjs [NAME…]
// Without names all of them, and docs/architectures.md is written. --variant OPSET:BATCH, dynamic or fixed, may be repeated;
// --kept FOLDER keeps what was measured there and does not measure it again. Ends with 3 where no Python has PyTorch.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nodeBackend, writeFileWhole } from "../../dist/node.js";
import { compare } from "./compare.mjs";
import { page } from "./page.mjs";
import { findPython } from "./python.mjs";

/** ‖a − b‖ / ‖b‖ of scores and gradients. */
const tolerance = 1e-4;

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const all = ["11:dynamic", "13:dynamic", "17:dynamic", "17:fixed"];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { variant: { type: "string", multiple: true, default: all }, kept: { type: "string" } },
});

const python = findPython();
if (python === null) {
  console.error(
    "No Python here has PyTorch, torchvision and onnx, which this compares with; REGARD_PYTHON may name one.",
  );
  process.exit(3);
}

/** What an earlier call left of `work`, or what it gives now. */
async function kept(name, work) {
  if (values.kept === undefined) return work();
  const file = join(values.kept, `${name}.json`);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text !== null) return JSON.parse(text);
  const result = await work();
  await mkdir(values.kept, { recursive: true });
  await writeFileWhole(file, JSON.stringify(result));
  return result;
}

const known = Object.keys(JSON.parse(await readFile(at("networks.json"), "utf8")));
const backend = nodeBackend();
const onResult = ({ operators, ...result }) => {
  console.log(JSON.stringify({ ...result, operators: operators?.length }));
};
const networks = [];
try {
  for (const name of positionals.length > 0 ? positionals : known) {
    const work = () => compare(name, { python, backend, variants: values.variant, onResult });
    networks.push(await kept(name, work));
  }
} finally {
  await backend.close();
}

if (positionals.length === 0) {
  const text = page(networks, tolerance);
  await writeFileWhole(at("../../docs/architectures.md"), text);
}
const isWithin = (result) => ["scores", "gradient", "layer"].every((what) => result[what] <= tolerance);
const bad = networks
  .flatMap(({ results }) => results)
  .filter((result) => result.refusal === null && !isWithin(result))
  .map(({ name, opset }) => `${name} (opset ${opset})`);
if (bad.length > 0) {
  console.error(`Beyond ${tolerance}: ${bad.join(", ")}`);
  process.exitCode = 1;
}
