import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { records, regard } from "./regard.js";
import { tinyFolder } from "./tiny.js";

let folder: string;
let model: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-inspect-"));
  model = tinyFolder(join(folder, "tiny"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("regard inspect", () => {
  it("says for people what a model is", async () => {
    const { code, stdout } = await regard(["inspect", model]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tiny\n {2}file {6}opset \d+, [\d,]+ parameters$/m);
    expect(stdout).toMatch(/^ {2}from {6}preprocessor_config\.json$/m);
    expect(stdout).toMatch(/^ {2}gradient {2}can be taken/m);
    expect(stdout).toMatch(/^ {2}name +operator +shape +parameters$/m);
    expect(stdout).not.toContain("null");
  });

  it("says the same as JSON", async () => {
    const outcome = await regard(["inspect", model, "--json"]);
    const [record, ...others] = records(outcome);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ type: "inspection", model: "tiny", obstacle: null, batch: null });
    expect(record?.layers).toBeInstanceOf(Array);
  });

  it("says what is wrong with what is no classifier", async () => {
    const { code, stderr } = await regard(["inspect", join(folder, "none.onnx")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^regard: there is no model .*none\.onnx/);
  });
});
