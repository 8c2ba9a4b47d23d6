import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const built = (name: string): URL => new URL(`../../dist/cli/${name}.js`, import.meta.url);
const length = 3_000_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-supervise-"));
  const watch = `import { supervise } from ${JSON.stringify(built("supervise").href)};
    process.exitCode = await supervise(new URL("./work.mjs", import.meta.url), []);`;
  // Says much, says that it is done, and never ends by itself.
  const work = `setInterval(() => {}, 1e9);
    await new Promise((resolve) => process.stdout.write("x".repeat(${length}), resolve));
    process.send({ kind: "done", code: 2 });`;
  writeFileSync(join(folder, "watch.mjs"), watch);
  writeFileSync(join(folder, "work.mjs"), work);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a process that is done is ended, and all that it said has been said", async () => {
  const child = spawn(process.execPath, [join(folder, "watch.mjs")], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  let [said, failed] = [0, ""];
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    failed += part;
  });
  for await (const part of child.stdout) {
    // A reader that takes its time.
    await sleep(5);
    said += part.length;
  }
  expect(await ended).toBe(2);
  expect(said).toBe(length);
  expect(failed).toBe("");
});

// `script` gives a command a terminal; it takes other options where it is not Linux's.
test.runIf(process.platform === "linux" && existsSync("/usr/bin/script"))(
  "a terminal is left as it was",
  async () => {
    const main = fileURLToPath(built("main"));
    const child = spawn(
      "/usr/bin/script",
      ["-qec", `'${process.execPath}' '${main}' --version`, "/dev/null"],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    let said = "";
    for await (const part of child.stdout) said += String(part);
    expect(said).toMatch(/^\d+\.\d+\.\d+\r?\n$/);
  },
);
