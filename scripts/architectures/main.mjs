// Compares Regard with PyTorch on the architectures of torchvision: node scripts/architectures/main.mjs [NAME…]
// Without names all of them, and docs/architectures.md is written; with --variant OPSET:BATCH only as told.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nodeBackend, writeFileWhole } from "../../dist/node.js";
import { measure } from "./measure.mjs";
import { page } from "./page.mjs";
import { findPython, runPython } from "./python.mjs";

/** ‖a − b‖ / ‖b‖ of scores and gradients. */
const tolerance = 1e-4;

const here = fileURLToPath(new URL(".", import.meta.url));
const docs = join(here, "../../docs/architectures.md");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    variant: {
      type: "string",
      multiple: true,
      default: ["11:dynamic", "13:dynamic", "17:dynamic", "17:fixed"],
    },
  },
});

const python = findPython();
if (python === null) {
  console.error(
    "No Python here has PyTorch, torchvision and onnx, which this comparison is with (REGARD_PYTHON names one).",
  );
  process.exit(3);
}

/** Every export of one network, measured: its facts, and for each export what was found or why there is nothing. */
async function compare(name, backend) {
  const folder = await mkdtemp(join(tmpdir(), "regard-architectures-"));
  try {
    await runPython(python, [join(here, "export.py"), name, folder, ...values.variant]);
    const facts = JSON.parse(await readFile(join(folder, "facts.json"), "utf8"));
    const results = [];
    for (const one of facts.exports) {
      const { opset, batch, refusal } = one;
      const found = refusal === null ? await measure(backend, folder, one, facts) : null;
      results.push({ opset, batch, refusal, ...found });
      console.log(
        JSON.stringify({ name, opset, batch, refusal, ...found, operators: found?.operators.length }),
      );
    }
    return { ...facts, results };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function allNames() {
  const text = await readFile(join(here, "networks.py"), "utf8");
  return [...text.matchAll(/^ {4}"(\w+)": Network/gm)].map(([, name]) => name);
}

const isWithin = (result) => ["scores", "gradient", "layer"].every((what) => result[what] <= tolerance);

const names = positionals.length > 0 ? positionals : await allNames();
const backend = nodeBackend();
const networks = [];
try {
  for (const name of names) networks.push(await compare(name, backend));
} finally {
  await backend.close();
}
const bad = networks.flatMap(({ name, results }) =>
  results
    .filter((each) => each.refusal === null && !isWithin(each))
    .map(({ opset }) => `${name} (opset ${opset})`),
);
if (positionals.length === 0)
  await writeFileWhole(docs, page(networks, { tolerance, runtime: backend.name }));
if (bad.length > 0) {
  console.error(`Beyond ${tolerance}: ${bad.join(", ")}`);
  process.exitCode = 1;
}
