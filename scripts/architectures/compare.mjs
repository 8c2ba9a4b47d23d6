import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";
import { runPython } from "./python.mjs";

const script = fileURLToPath(new URL("export.py", import.meta.url));

/** Every export of one network (`variants`: `"13:dynamic"`, …): its facts, and of each what was found or why PyTorch refused. */
export async function compare(name, { python, backend, variants, onResult }) {
  const folder = await mkdtemp(join(tmpdir(), "regard-architectures-"));
  try {
    await runPython(python, [script, name, folder, ...variants]);
    const facts = JSON.parse(await readFile(join(folder, "facts.json"), "utf8"));
    const results = [];
    for (const one of facts.exports) {
      const { opset, batch, refusal } = one;
      const found = refusal === null ? await measure(backend, folder, one, facts) : {};
      const result = { name, opset, batch, refusal, ...found };
      results.push(result);
      onResult(result);
    }
    return { ...facts, runtime: backend.name, results };
  } finally {
    await rm(folder, { recursive: true });
  }
}
