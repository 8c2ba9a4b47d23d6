import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { size } from "../../src/cli/parse.js";
import { Builder } from "../../src/graph/builder.js";
import { write } from "../../src/graph/write.js";
import { writeNpy } from "../../src/image/npy.js";
import { regard } from "./regard.js";
import { tinyFolder } from "./tiny.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
let folder: string;
let endless: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-limits-"));
  const model = tinyFolder(join(folder, "tiny"));
  endless = ["visualize", "apple", "--model", model, "--steps", "100000000", "--out", join(folder, "out")];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  // A process that ended and that nobody has asked about yet is still listed.
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) Z /.test(readFileSync(stat, "utf8"));
};

/** A command that runs until it is stopped, and the process that does its work. */
async function running(...flags: readonly string[]) {
  const parent: ChildProcess = spawn(process.execPath, [main, ...endless, ...flags], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  const started = new Promise<void>((resolve) => {
    parent.stderr?.setEncoding("utf8").on("data", (part: string) => {
      stderr += part;
      if (/steps, /.test(stderr)) resolve();
    });
  });
  const ended = new Promise<number | null>((resolve) => parent.on("close", resolve));
  await started;
  const pid = parent.pid as number;
  const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
  return { parent, child, ended, words: () => stderr };
}

// Who is whose child can be read on Linux only.
describe.runIf(process.platform === "linux")("the process that does the work", () => {
  it("crashes, and the command says so", async () => {
    const { child, ended, words } = await running();
    process.kill(child, "SIGSEGV");
    expect(await ended).toBe(1);
    expect(words()).toMatch(
      /^regard: the process that did the work crashed \(SIGSEGV\); a file that it read/m,
    );
  });

  it("is stopped when it gives no sign of life", async () => {
    const { child, ended, words } = await running("--limit-seconds", "3");
    process.kill(child, "SIGSTOP");
    expect(await ended).toBe(1);
    expect(words()).toContain("was stopped: it gave no sign of life for 3 s (--limit-seconds)");
    expect(isAlive(child)).toBe(false);
  });

  it("ends with the one that watches it", async () => {
    const { parent, child, ended } = await running();
    parent.kill("SIGKILL");
    await ended;
    for (let i = 0; i < 100 && isAlive(child); i++) await sleep(50);
    expect(isAlive(child)).toBe(false);
  });

  it("is ended by a second Ctrl-C even if it does not hear it", async () => {
    const { parent, child, ended } = await running();
    process.kill(child, "SIGSTOP");
    parent.kill("SIGINT");
    await sleep(100);
    parent.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(isAlive(child)).toBe(false);
  });
});

it("ends at once on Ctrl-C, also inside of one long call of the runtime", async () => {
  const g = new Builder(18);
  const x = g.input("x", "float32", ["N", 1]);
  let product = g.op("Expand", [x, g.ints([4000, 4000])]);
  for (let i = 0; i < 12; i++) product = g.op("MatMul", [product, product]);
  const scores = g.op("ReduceMean", [product, g.ints([0])], {}, { outputs: ["scores"] });
  const [model, input] = [join(folder, "slow.onnx"), join(folder, "x.npy")];
  writeFileSync(model, write(g.graph([scores])));
  writeFileSync(input, writeNpy({ dims: [1, 1], data: Float32Array.of(1e-4) }));
  const args = ["gradient", model, "--input", input, "--target", "0", "--out", join(folder, "g.npy")];
  const parent = spawn(process.execPath, [main, ...args], { stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => parent.on("close", resolve));
  await sleep(4_000);
  parent.kill("SIGINT");
  const begin = performance.now();
  expect(await ended).toBe(130);
  expect(performance.now() - begin).toBeLessThan(4_000);
});

it("is stopped when it takes more memory than it may", async () => {
  const { code, stderr } = await regard([...endless, "--limit-memory", "50MB"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^regard: the process that did the work was stopped: it took 0\.\d+ GB of memory, more than the 0\.0500 GB it may have; a file/m,
  );
});

describe("sizes", () => {
  it.each([
    ["0", 0],
    ["1000", 1000],
    ["800MB", 8e8],
    ["1.5 gb", 1.5e9],
    ["2GiB", 2 ** 31],
    ["3KiB", 3072],
  ])("%s", (text, bytes) => expect(size(text)).toBe(bytes));

  it.each(["", "MB", "-1", "6 apples", "1e9", "2iB"])("refuses %s", (text) => {
    expect(() => size(text)).toThrow("Give a size such as 800MB or 6GB.");
  });
});
