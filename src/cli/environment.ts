import type { Command } from "commander";
import { mostMemory } from "../node/limit-memory.js";
import type { FetchOptions } from "../node/zoo/options.js";
import { fetchOptions } from "./consent.js";
import { createOutput, type Output } from "./output.js";
import { createProgress, type ProgressDisplay } from "./progress.js";

/** The world outside of the command line, so that a test can be another one. */
export interface Environment {
  /** The command line after the program's name. */
  readonly args: readonly string[];
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Where a person answers; the process's own unless told otherwise. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Another zoo, cache and network, for tests. */
  readonly zoo?: Pick<FetchOptions, "cache" | "entries" | "world">;
  readonly signal: AbortSignal;
  /** Called before words that end the command are written. */
  atEnd(cleanUp: () => void): void;
  /** Called with what the command may take before it opens anything. */
  limit(limits: Limits): void;
}

/** What a command may take; `null` is no limit. */
export interface Limits {
  /** Of one step: an answer of ONNX Runtime, the reading of a file. */
  readonly seconds: number | null;
  /** Bytes of memory. */
  readonly memory: number | null;
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
  /** Seconds; 0 is no limit. */
  readonly limitSeconds: number;
  /** Bytes; 0 is no limit. */
  readonly limitMemory?: number;
  readonly yes?: boolean;
  readonly offline?: boolean;
}

/** What a command works with. */
export interface Job<Flags> {
  readonly flags: Flags & GlobalFlags;
  readonly output: Output;
  readonly progress: ProgressDisplay;
  readonly signal: AbortSignal;
  /** How models that are asked for by name get here. */
  readonly models: FetchOptions;
}

/** The job that a command line asks for. */
export function jobOf<Flags>(environment: Environment, command: Command): Job<Flags> {
  const { stdout, stderr, signal } = environment;
  const flags = command.optsWithGlobals<Flags & GlobalFlags>();
  const { json = false, quiet = false, limitSeconds, limitMemory = mostMemory() } = flags;
  environment.limit({ seconds: limitSeconds || null, memory: limitMemory || null });
  const progress = createProgress(stderr, quiet);
  environment.atEnd(progress.clear);
  const output = createOutput({ json, quiet, stdout, stderr, progress });
  const models = fetchOptions(environment, flags, { output, progress });
  return { flags, output, progress, signal, models };
}
