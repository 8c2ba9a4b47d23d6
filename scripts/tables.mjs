// Writes the README's tables of methods and operators from the code; with --check, only says whether they are true.
import { readFileSync, writeFileSync } from "node:fs";
import { attacks, recipes, rules, saliencyMethods } from "../dist/index.js";

const readme = new URL("../README.md", import.meta.url);

const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map(row).join("\n");

const listed = (entries) =>
  Object.entries(entries).map(([name, { summary, paper }]) => [`\`${name}\``, summary, paper]);

const recipeRows = Object.entries(recipes).map(([name, recipe]) => [
  `\`${name}\``,
  ...["steps", "rate", "normalized", "l2", "jitter", "blurEvery", "blurSigma"].map((field) =>
    typeof recipe[field] === "boolean" ? (recipe[field] ? "yes" : "no") : recipe[field],
  ),
]);

const tables = {
  saliency: table(["`--method`", "map", "paper"], listed(saliencyMethods)),
  attacks: table(["`--method`", "step", "paper"], listed(attacks)),
  recipes: table(["`--recipe`", "steps", "rate", "g/‖g‖", "λ", "jitter", "blur every", "blur σ"], recipeRows),
  operators: `${Object.keys(rules).length} operators: ${Object.keys(rules).join(", ")}.`,
};

const before = readFileSync(readme, "utf8");
const after = Object.entries(tables).reduce(
  (text, [name, content]) =>
    text.replace(
      new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
      (_, open, close) => `${open}${content}\n${close}`,
    ),
  before,
);

if (process.argv.includes("--check")) {
  if (after !== before) throw new Error("the README's tables are out of date; run: npm run tables");
} else {
  writeFileSync(readme, after);
}
