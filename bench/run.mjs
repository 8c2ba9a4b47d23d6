// Other programs, each in a process of its own.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The path of a file beside this one. */
export function here(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

/**
 * What a program prints as JSON in its last line. Throws what it says on standard error where it fails, and where it takes
 * longer than `limitSeconds`.
 */
export function run(command, args, { limitSeconds = 0 } = {}) {
  const options = { encoding: "utf8", timeout: 1000 * limitSeconds };
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, options);
  if (error?.code === "ETIMEDOUT") throw new Error(`takes longer than ${limitSeconds} s`);
  if (error) throw error;
  if (status !== 0) throw new Error(stderr || `ended by ${signal}`);
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

/** The same for a script of this folder. */
export function node([script, ...args], options) {
  return run(process.execPath, [here(script), ...args], options);
}
