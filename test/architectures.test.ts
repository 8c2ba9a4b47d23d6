import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// The script behind docs/architectures.md on a few networks that are quick; it takes all that torchvision has.

const script = fileURLToPath(new URL("../scripts/architectures/main.mjs", import.meta.url));
const networks = ["squeezenet1_1", "resnet18", "mobilenet_v3_small", "shufflenet_v2_x1_0"];
const variants = ["11:dynamic", "17:fixed"];

/** What the script ends with where no Python has PyTorch. */
const noPython = 3;

interface Line {
  readonly name: string;
  readonly refusal: string | null;
  readonly scores: number;
  readonly gradient: number;
  readonly layer: number;
}

async function runScript(): Promise<{ code: number | null; lines: readonly Line[]; stderr: string }> {
  const asked = [...networks, ...variants.map((variant) => `--variant=${variant}`)];
  const child = spawn(process.execPath, [script, ...asked], { stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (part: string) => {
      text[name] += part;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  const lines = text.stdout.split("\n").filter((line) => line !== "");
  return { code, lines: lines.map((line) => JSON.parse(line)), stderr: text.stderr };
}

test("what PyTorch exports has PyTorch's scores and gradients", { timeout: 600_000 }, async ({ skip }) => {
  const { code, lines, stderr } = await runScript();
  if (code === noPython) {
    console.log(`skipped: ${stderr.trim()}`);
    skip();
  }
  expect(stderr).toBe("");
  expect(lines.map(({ name }) => name)).toEqual(networks.flatMap((name) => variants.map(() => name)));
  for (const { name, refusal, scores, gradient, layer } of lines) {
    expect([name, refusal]).toEqual([name, null]);
    for (const error of [scores, gradient, layer]) expect(error, name).toBeLessThan(1e-4);
    // Equal to the last bit would be one computation compared with itself.
    expect(gradient, name).toBeGreaterThan(0);
  }
  expect(code).toBe(0);
});
