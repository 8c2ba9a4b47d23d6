import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { NetworkName } from "./plans.js";

// Makes everything the bestiary ships, from seeds alone: draws the pictures, trains the three networks on two cores, judges
// them, and writes the model card. Interrupted, it goes on where it was:
//   npm run bestiary:train

/** Runs one of the programs beside this one. */
function run(program: string, ...args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const path = fileURLToPath(new URL(`${program}-main.js`, import.meta.url));
    const child = spawn(process.execPath, [path, ...args], { stdio: "inherit" });
    child.on("error", fail);
    child.on("exit", (code) =>
      code === 0 ? done() : fail(new Error(`${[program, ...args].join(" ")} ended with ${code}`)),
    );
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
