// Writes the tables of methods, operators and models in README.md and docs/models.md from the code; with --check, only says
// whether they are true.
import { readFileSync, writeFileSync } from "node:fs";
import { attacks, recipes, rules, saliencyMethods, zoo } from "../dist/index.js";

const pages = ["../README.md", "../docs/models.md"].map((page) => new URL(page, import.meta.url));

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

const count = new Intl.NumberFormat("en");

const modelRows = zoo.map(({ name, bytes, parameters, top1, license, weights, use }) => [
  `\`${name}\``,
  ...[(bytes / 1e6).toFixed(1), count.format(parameters), top1 ?? "–", license, weights, use],
]);

const expects = ({ resize, resample, crop, scale, mean, std, order, layout }) => [
  `shorter edge ${resize.shortestEdge}, ${resample}, middle ${crop.height} × ${crop.width}`,
  `${order}, 0 … ${scale}, mean ${mean.join(", ")}, std ${std.join(", ")}`,
  layout,
];

const fileRows = zoo.map(({ name, preprocessing, sha256, urls }) => [
  `\`${name}\``,
  ...[...expects(preprocessing), `\`${sha256}\``, urls.map((url, i) => `[${i + 1}](${url})`).join(" ")],
]);

const tables = {
  models: table(
    ["name", "MB", "parameters", "top-1 %", "license", "weights", "what it is good for"],
    modelRows,
  ),
  files: table(["name", "geometry", "colors", "layout", "SHA-256", "served at"], fileRows),
  saliency: table(["`--method`", "map", "paper"], listed(saliencyMethods)),
  attacks: table(["`--method`", "step", "paper"], listed(attacks)),
  recipes: table(["`--recipe`", "steps", "rate", "g/‖g‖", "λ", "jitter", "blur every", "blur σ"], recipeRows),
  operators: `${Object.keys(rules).length} operators: ${Object.keys(rules).join(", ")}.`,
};

const filled = (before) =>
  Object.entries(tables).reduce(
    (text, [name, content]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
        (_, open, close) => `${open}${content}\n${close}`,
      ),
    before,
  );

for (const page of pages) {
  const before = readFileSync(page, "utf8");
  const after = filled(before);
  if (!process.argv.includes("--check")) writeFileSync(page, after);
  else if (after !== before)
    throw new Error(`the tables of ${page.pathname} are out of date; run: npm run tables`);
}
