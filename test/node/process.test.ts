import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { long } from "./programs.js";

describe("a process with a backend", () => {
  /** Runs a script in a process of its own; `session` is busy with `run()`. */
  function processOf(ending: string) {
    const folder = mkdtempSync(join(tmpdir(), "regard-process-"));
    const { program } = long();
    writeFileSync(join(folder, "model.onnx"), program.graph);
    const script = `
      import { readFileSync } from "node:fs";
      import { nodeBackend } from ${JSON.stringify(new URL("../../dist/node/backend.js", import.meta.url).href)};
      const backend = nodeBackend({ threads: 1 });
      const session = await backend.create({ graph: readFileSync("model.onnx"), weights: null });
      const data = new Float32Array(16 * 192 * 192);
      const run = () => session.run({ x: { dtype: "float32", dims: [1, 16, 192, 192], data } });
      ${ending}`;
    writeFileSync(join(folder, "main.mjs"), script);
    const { status, stderr } = spawnSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" });
    rmSync(folder, { recursive: true });
    return { status, stderr };
  }

  it("ends when nothing is pending", () => {
    expect(processOf("await run();")).toEqual({ status: 0, stderr: "" });
  });

  it("waits for what is pending", () => {
    expect(processOf("run().then(() => process.exitCode = 5);")).toEqual({ status: 5, stderr: "" });
  });

  it("may exit in the middle of a run", () => {
    expect(processOf("run(); setTimeout(() => process.exit(3), 30);")).toEqual({ status: 3, stderr: "" });
  });
});
