import type { Command } from "commander";
import { createOutput, type Output } from "./output.js";
import { createProgress, type ProgressDisplay } from "./progress.js";

/** The world outside of the command line, so that a test can be another one. */
export interface Environment {
  /** The command line after the program's name. */
  readonly args: readonly string[];
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly signal: AbortSignal;
  /** Called before words that end the command are written. */
  atEnd(cleanUp: () => void): void;
}

/** Options that every command takes. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly threads?: number;
  readonly graphOptimization?: "all" | "extended" | "basic" | "disabled";
  readonly runtime?: "native" | "wasm" | "auto";
  readonly preprocess?: string;
  readonly labels?: string;
  /** The name of the network's output that scores classes. */
  readonly output?: string;
}

/** What a command works with. */
export interface Job<Flags> {
  readonly flags: Flags & GlobalFlags;
  readonly output: Output;
  readonly progress: ProgressDisplay;
  readonly signal: AbortSignal;
}

/** The job that a command line asks for. */
export function jobOf<Flags>(environment: Environment, command: Command): Job<Flags> {
  const { stdout, stderr, signal } = environment;
  const flags = command.optsWithGlobals<Flags & GlobalFlags>();
  const { json = false, quiet = false } = flags;
  const progress = createProgress(stderr, quiet);
  environment.atEnd(progress.clear);
  return { flags, output: createOutput({ json, quiet, stdout, stderr, progress }), progress, signal };
}
