import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPicture } from "../../src/node/picture.js";
import { regard } from "./regard.js";
import { blobFile, tinyFolder } from "./tiny.js";

let folder: string;
let model: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-interrupt-"));
  model = tinyFolder(join(folder, "tiny"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("Ctrl-C ends a long computation soon, with 130 and without a file", async () => {
  const out = join(folder, "endless");
  const args = ["visualize", "apple", "--model", model, "--steps", "1000000", "--out", out];
  const { code, stdout, stderr } = await regard(args, { interruptAt: /\d+\/1000000 steps, .* left/ });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(stderr).toMatch(/stopping; finished files stay/);
  expect(stderr).not.toMatch(/unexpected|\n {4}at /);
  expect(readdirSync(out)).toEqual([]);
});

it("Ctrl-C between files leaves whole files only", async () => {
  const pictures = Array.from({ length: 12 }, (_, i) => blobFile(join(folder, `p${i}.png`), i));
  const out = join(folder, "half");
  const args = ["attack", ...pictures, "--model", model, "--target", "1", "--rate", "0.2", "--out", out];
  const { code, stdout } = await regard(args, { interruptAt: /p2\.fooled\.png/ });
  expect(code).toBe(130);
  const files = readdirSync(out);
  expect(files.length).toBeGreaterThan(3);
  expect(files.length).toBeLessThan(36);
  for (const file of files) {
    const path = join(out, file);
    if (file.endsWith(".json")) JSON.parse(readFileSync(path, "utf8"));
    else expect((await readPicture(path)).format).toBe("png");
    expect(stdout).toContain(path);
  }
});
