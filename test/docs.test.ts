import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { blobFile, labels, tinyFolder } from "./cli/tiny.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const texts = { library: "docs/library.md", readme: "README.md" };
const run = promisify(execFile);

/** A project like a reader's: the package installed, a model and a picture under the names that the texts use. */
const project = mkdtempSync(join(tmpdir(), "regard-docs-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

beforeAll(() => {
  mkdirSync(join(project, "node_modules"));
  symlinkSync(root, join(project, "node_modules/regard"), "dir");
  const folder = tinyFolder(join(project, "models/squeezenet1_0"));
  const names = ["tabby, tabby cat", ...labels.slice(1)];
  writeFileSync(join(folder, "config.json"), JSON.stringify({ id2label: { ...names } }));
  blobFile(join(project, "cat.jpg"), 3);
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = {
    ...{ target: "es2023", module: "nodenext", strict: true, skipLibCheck: true, rootDir: "." },
    ...{ types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
  };
  const files = Object.keys(texts).map((name) => `${name}.ts`);
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  for (const [name, text] of Object.entries(texts)) {
    const markdown = readFileSync(join(root, text), "utf8");
    const blocks = [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
    writeFileSync(join(project, `${name}.ts`), blocks.join("\n"));
  }
});

it("the snippets of library.md and the README compile as strict TypeScript, and run", async () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const compiled = await run(process.execPath, [compiler, "-p", project]).catch(({ stdout }) => ({ stdout }));
  expect(compiled.stdout).toBe("");

  const readme = await run(process.execPath, ["readme.js"], { cwd: project });
  expect(readme.stderr).toBe("");
  const library = await run(process.execPath, ["library.js"], { cwd: project });
  expect(library.stderr).toBe("");
  const said = library.stdout.split("\n");
  expect(said).toEqual(expect.arrayContaining(["6", "1", join("out", "index.html")]));
  expect(said.slice(-3, -1)).toEqual(["step 3 of 1000", "cancelled"]);
});
