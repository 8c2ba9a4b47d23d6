// Every measure of docs/performance.md beside its goal, as ratios taken in one run:
//
//   npm run bench [-- --quick] [-- --only pytorch] [-- --out bench.json]

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeFileWhole } from "../dist/node.js";
import { Bench, width } from "./bench.mjs";
import { describe, machine } from "./machine.mjs";
import { measures } from "./measures/index.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    out: { type: "string", default: "bench.json" },
  },
});
if (values.only && !Object.hasOwn(measures, values.only)) {
  console.error(`no measure "${values.only}"; there are ${Object.keys(measures).join(", ")}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "regard-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const bench = new Bench({ folder, quick: values.quick });
const { rounds, rows } = bench;
console.log(`${describe(machine())}; medians of ${rounds} processes`);
console.log(`${"".padEnd(width)}    ratio  goal`);
for (const [name, measure] of Object.entries(measures)) {
  if (!values.only || values.only === name) measure(bench);
}
await writeFileWhole(
  values.out,
  `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), ...machine(), rounds, rows }, null, 2)}\n`,
);
console.log(`\nwritten: ${values.out}`);
