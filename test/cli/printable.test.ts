import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { printable, printableLines } from "../../src/cli/printable.js";
import { records, regard } from "./regard.js";
import { blobFile, type TinyOptions, tinyNetwork } from "./tiny.js";

const root = mkdtempSync(join(tmpdir(), "regard-printable-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each([
  ["a\x1b[2Jb", "a\\x1b[2Jb"],
  ["\x07\x7f\x9b", "\\x07\\x7f\\x9b"],
  ["one\ntwo", "one\\x0atwo"],
  ["\u202eevil", "\\u202eevil"],
  ["Hahn, 97 % – « coq »", "Hahn, 97 % – « coq »"],
])("shows %j as %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printableLines(`x\n${text}`)).toBe(`x\n${text.split("\n").map(printable).join("\n")}`);
});

it("lets no name of a stranger's model or picture command the terminal", async () => {
  const sequence = "\x1b]0;pwned\x07";
  const model = join(root, "model");
  mkdirSync(model);
  const names = { 0: `apple${sequence}`, 1: "bee\nregard: fake", 2: "sign\u202e" };
  writeFileSync(join(model, "config.json"), JSON.stringify({ id2label: names }));
  const middle: TinyOptions["middle"] = (g, value) => g.op("Relu", [value], {}, { name: `layer${sequence}` });
  writeFileSync(join(model, "model.onnx"), tinyNetwork({ middle }));
  const picture = blobFile(join(root, `p${sequence}.png`), 1);
  for (const args of [
    ["classify", picture, "--model", model, "--top", "3"],
    ["inspect", model],
    ["gradient", model, "--input", `x${sequence}.npy`, "--target", "0", "--out", join(root, "g.npy")],
  ]) {
    const { stdout, stderr } = await regard(args);
    expect(`${stdout}${stderr}`.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(stdout).not.toMatch(/^regard: fake/m);
    expect(`${stdout}${stderr}`).toContain("pwned");
  }
  const [record] = records(await regard(["classify", picture, "--model", model, "--json", "--top", "3"]));
  expect(JSON.stringify(record?.top)).toContain("pwned");
});
