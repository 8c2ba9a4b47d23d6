import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { NetworkName } from "./plans.js";

// Makes everything the bestiary ships, from seeds alone: draws the pictures, trains the three networks on two cores, judges
// them, and writes the model card. Interrupted, it draws the pictures again and goes on with the networks after their last epoch:
//   npm run bestiary:train

const children = new Set<ChildProcess>();

/** Runs one of the programs beside this one; where one fails, the others end too, so that none goes on alone. */
function run(program: string, ...args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const path = fileURLToPath(new URL(`${program}-main.js`, import.meta.url));
    const child = spawn(process.execPath, [path, ...args], { stdio: "inherit" });
    children.add(child);
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      children.delete(child);
      if (code === 0) return done();
      for (const other of children) other.kill();
      fail(new Error(`${[program, ...args].join(" ")} ended with ${code ?? signal}`));
    });
  });
}

async function inTurn(names: readonly NetworkName[]): Promise<void> {
  for (const name of names) await run("network", name);
}

await run("pictures");
await run("shortcuts");
// The robust network takes about as long as the two others together.
await Promise.all([inTurn(["bestiary-robust"]), inTurn(["bestiary", "bestiary-vgg"])]);
await run("sheet");
await run("card");
