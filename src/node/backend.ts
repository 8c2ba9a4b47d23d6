import { availableParallelism } from "node:os";
import type { Backend } from "../backend.js";
import { RegardError } from "../errors.js";
import { Client, type OnLoaded } from "./client.js";
import type { Settings } from "./messages.js";
import { WorkerSession } from "./session.js";

/** How ONNX Runtime runs on Node. */
export interface BackendOptions {
  /** Threads of one operator; all cores by default. WebAssembly has one. */
  readonly threads?: number | undefined;
  /** How much ONNX Runtime rewrites a graph before it runs it; "all" by default. */
  readonly graphOptimization?: "all" | "extended" | "basic" | "disabled" | undefined;
  /**
   * "native" is onnxruntime-node, "wasm" is onnxruntime-web's WebAssembly build; "auto", the default, takes the first
   * and falls back to the second, aloud, where the native library cannot be loaded.
   */
  readonly runtime?: "native" | "wasm" | "auto" | undefined;
  /** Told what a person should know, in a sentence: that the slower runtime had to be taken. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/**
 * ONNX Runtime on Node, in a worker thread of its own that starts with the first session, so that nothing blocks the
 * event loop. Weights in shared memory (`readModelBytes` reads them there) are handed over without a copy. A worker that
 * dies is replaced. Throws `RegardError("usage")` for a number of threads below 1.
 */
export function nodeBackend(options: BackendOptions = {}): Backend {
  const { threads = availableParallelism(), graphOptimization = "all", runtime = "auto", onNotice } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RegardError("usage", `the number of threads is a whole number from 1 up, not ${threads}`);
  }
  const settings: Settings = { threads, graphOptimization, runtime };
  return workerBackend((onLoaded) => new Client(workerScript(), settings, onLoaded), onNotice);
}

/** A backend over workers that `start` starts, one at a time. */
export function workerBackend(
  start: (onLoaded: OnLoaded) => Client,
  onNotice?: (notice: string) => void,
): Backend {
  let name = "ONNX Runtime, not started yet";
  let client: Client | null = null;
  let isClosed = false;

  function connect(): Client {
    if (isClosed) throw new RegardError("runtime", "the backend has been closed; make another one");
    if (client && !client.isOver) return client;
    client = start((loaded, notice) => {
      name = loaded;
      if (notice !== null) onNotice?.(notice);
    });
    return client;
  }

  return {
    get name() {
      return name;
    },
    async create(program) {
      const session = new WorkerSession(program, connect);
      await session.open();
      return session;
    },
    async close() {
      isClosed = true;
      await client?.close();
    },
  };
}

/** A worker runs JavaScript only: beside the compiled backend, or in `dist` where the tests run this file as TypeScript. */
function workerScript(): URL {
  const here = import.meta.url;
  return new URL(here.endsWith(".ts") ? "../../dist/node/worker.js" : "./worker.js", here);
}
