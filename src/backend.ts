import type { Rules } from "./gradient/rule.js";
import type { Fed } from "./graph/feed-stored.js";
import type { Tensor, TypedArray } from "./graph/tensor.js";
import type { Graph } from "./graph/types.js";

/** A graph that can be run: its bytes, and the file that its external constants point into. */
export interface Program {
  readonly graph: Uint8Array;
  /** Handed over without a copy; `location` is what the graph calls it. */
  readonly weights: { readonly location: string; readonly bytes: Uint8Array } | null;
  /** Weights that the graph has inputs for: the runtime adds them to the feeds of every run. */
  readonly fed?: readonly Fed[];
}

export type Tensors = Readonly<Record<string, Tensor<TypedArray>>>;

/** A program ready to run. */
export interface Session {
  /** Runs the whole graph. Throws `RegardError("runtime")` where the runtime refuses, `"cancelled"` on abort. */
  run(feeds: Tensors, signal?: AbortSignal): Promise<Tensors>;
  /** Runs the graph for each of many feeds, several of them at once where that is faster; results in the same order. */
  runAll?(feeds: readonly Tensors[], signal?: AbortSignal): Promise<readonly Tensors[]>;
  /** Frees the memory of the session; running it afterwards throws. */
  release(): Promise<void>;
}

/** A runtime that opens programs: onnxruntime-node, onnxruntime-web, or a stand-in for a test. */
export interface Backend {
  /** What runs, for reports: `"onnxruntime-node 1.30.0, CPU, 2 threads"`. */
  readonly name: string;
  create(program: Program): Promise<Session>;
  /** The same computation in the operators that this runtime has; every graph goes through it before it is created. */
  readonly adaptGraph?: (graph: Graph) => Graph;
  /** The rules by which gradients are written for this runtime, given those that were asked for. */
  readonly adaptRules?: (rules: Rules) => Rules;
  /** Ends everything the backend started. */
  close(): Promise<void>;
}

/** How far a long computation is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** One word or two for people: `"step"`, `"picture"`. */
  readonly unit: string;
}

/** What every long computation takes beside its own options. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
