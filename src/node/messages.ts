import type { Program, Tensors } from "../backend.js";
import type { Fed } from "../graph/feed-stored.js";
import type { FileRange } from "./stored-file.js";

// What the backend and its worker say to each other. Types only, so that the worker's script stands alone.

/** The options of a backend, made definite. */
export interface Settings {
  readonly runtime: "native" | "wasm" | "auto";
  readonly threads: number;
  readonly graphOptimization: "disabled" | "basic" | "extended" | "all";
}

/**
 * One flag each: `busy` is set by the worker while it is inside the runtime, `stop` by the caller to keep it out. A thread
 * that Node ends inside native code takes the whole process with it, so everyone who ends one waits.
 */
export interface Gate {
  readonly busy: Int32Array;
  readonly stop: Int32Array;
}

/** What a worker thread is started with. */
export interface Start extends Settings {
  readonly gate: Gate;
}

/** What a process is started with. */
export interface ChildStart {
  readonly settings: Settings;
  /** Bytes, or no limit. */
  readonly limitMemory: number | null;
}

/** A weight that the worker feeds: where it lies in a file, or its bytes in shared memory. */
export interface SentFed extends Omit<Fed, "stored"> {
  readonly content: FileRange | Uint8Array;
}

/** A program as it travels. */
export interface SentProgram extends Omit<Program, "fed"> {
  readonly fed: readonly SentFed[];
}

export type Request =
  | { readonly kind: "create"; readonly program: SentProgram }
  | { readonly kind: "run"; readonly session: number; readonly feeds: Tensors }
  | { readonly kind: "release"; readonly session: number }
  | { readonly kind: "close" };

/** A request under the number that its reply will carry; the number of a "create" is that of its session. */
export type Numbered = Request & { readonly id: number };

export type Reply =
  | { readonly kind: "done"; readonly id: number; readonly outputs: Tensors }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  /** Said once, before the first reply: what runs, and what had to be given up for it. */
  | { readonly kind: "loaded"; readonly name: string; readonly notice: string | null };
