import { CommanderError } from "commander";
import { RegardError } from "../errors.js";
import { printable } from "./printable.js";

/** How the process ends: 0 done, 1 failed, 2 wrong usage, 130 and 143 stopped by Ctrl-C or a request to end. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** The exit code that an error means. */
export function exitCode(error: unknown): number {
  // Asking for help or the version is no mistake; being shown it for want of a command is one.
  if (error instanceof CommanderError) {
    return error.code === "commander.helpDisplayed" || error.code === "commander.version"
      ? exitCodes.done
      : exitCodes.usage;
  }
  return error instanceof RegardError && error.kind === "usage" ? exitCodes.usage : exitCodes.failed;
}

/** What to say of an error: one line, and with `verbose` where it came from. `null` where it was said already. */
export function sentence(error: unknown, verbose: boolean): string | null {
  if (error instanceof CommanderError) return null;
  if (!(error instanceof Error)) return `regard: unexpected: ${String(error)}`;
  const expected = error instanceof RegardError;
  const line = expected
    ? `regard: ${printable(error.message)}`
    : `regard: unexpected ${error.name}: ${printable(firstLine(error.message))}${verbose ? "" : " (--verbose shows where)"}`;
  return verbose ? `${line}\n${trace(error)}` : line;
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

function trace(error: Error): string {
  const own = error.stack ?? String(error);
  return error.cause instanceof Error ? `${own}\ncaused by ${trace(error.cause)}` : own;
}
