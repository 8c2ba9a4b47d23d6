// Puts what a run measured into the table of docs/performance.md:
//
//   npm run bench && node bench/table.mjs [bench.json]

import { readFileSync } from "node:fs";
import { writeFileWhole } from "../dist/node.js";
import { describe } from "./machine.mjs";
import { here } from "./run.mjs";

const page = here("../docs/performance.md");
const { rounds, date, rows, ...machine } = JSON.parse(readFileSync(process.argv[2] ?? "bench.json", "utf8"));
const lines = rows.map(({ what, ratio, goal, reason }) =>
  ratio === null
    ? `| ${what} | not measured: ${reason} | |`
    : `| ${what} | ${shown(ratio)} | ${aim(goal, ratio)} |`,
);
const table = [
  `Measured ${date} on ${describe(machine)}; each a median of ${rounds} processes or more.`,
  "",
  "| measure | ratio | goal |",
  "| --- | --- | --- |",
  ...lines,
].join("\n");
const text = readFileSync(page, "utf8");
const [begin, end] = ["<!-- measured -->", "<!-- /measured -->"];
if (!text.includes(begin)) throw new Error(`${page} has no place for the table`);
const before = text.slice(0, text.indexOf(begin) + begin.length);
await writeFileWhole(page, `${before}\n${table}\n${text.slice(text.indexOf(end))}`);

function shown(ratio) {
  return ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2);
}

function aim(goal, ratio) {
  if (typeof goal !== "number") return "";
  return ratio <= goal ? `≤ ${goal}` : `≤ ${goal}, missed`;
}
