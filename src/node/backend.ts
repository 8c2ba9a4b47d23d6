import { availableParallelism } from "node:os";
import type { Backend } from "../backend.js";
import { RegardError } from "../errors.js";
import { builtScript } from "./built-script.js";
import { Client } from "./client.js";
import { mostMemory } from "./limit-memory.js";
import type { OnLoaded } from "./load-runtime.js";
import type { Settings } from "./messages.js";
import { processPeer } from "./process-peer.js";
import { WorkerSession } from "./session.js";
import { threadPeer } from "./thread-peer.js";

/** A backend whose runtime can be loaded while what it is to run is still being read. */
export interface NodeBackend extends Backend {
  /** Begins to load the runtime; without it that begins with the first session. Throws where the backend has been closed. */
  start(): void;
}

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
  /**
   * Whether ONNX Runtime runs in a process of its own, so that a model that crashes or hangs it ends as an error here; each
   * session then has a copy of the weights sent to it. A worker thread otherwise.
   */
  readonly isolate?: boolean | undefined;
  /** Seconds that one answer of ONNX Runtime may take, whereupon it is given up; no limit by default. */
  readonly limitSeconds?: number | undefined;
  /** Bytes that the process of its own may take; four fifths of the machine's by default. */
  readonly limitMemory?: number | undefined;
  /** Told what a person should know, in a sentence: that the slower runtime had to be taken. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/**
 * ONNX Runtime on Node, in a worker thread of its own that starts with the first session, so that nothing blocks the
 * event loop, or in a process of its own (`isolate`). Weights in shared memory (`readModelBytes` reads them there) are handed
 * to a thread without a copy. What dies is replaced. Throws `RegardError("usage")` for a number of threads below 1 and limits
 * that are not positive.
 */
export function nodeBackend(options: BackendOptions = {}): NodeBackend {
  const { threads = availableParallelism(), graphOptimization = "all", runtime = "auto", onNotice } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RegardError("usage", `the number of threads is a whole number from 1 up, not ${threads}`);
  }
  const { isolate = false, limitSeconds, limitMemory = mostMemory() } = options;
  for (const limit of [limitSeconds ?? 1, limitMemory]) {
    if (!(limit > 0)) throw new RegardError("usage", `a limit is a number above 0, not ${limit}`);
  }
  const settings: Settings = { threads, graphOptimization, runtime };
  const start = isolate
    ? processPeer(builtScript("child"), settings, limitMemory)
    : threadPeer(builtScript("worker"), settings);
  return workerBackend((onLoaded) => new Client(start, onLoaded, limitSeconds ?? null), onNotice);
}

/** A backend over workers that `start` starts, one at a time. */
export function workerBackend(
  start: (onLoaded: OnLoaded) => Client,
  onNotice?: (notice: string) => void,
): NodeBackend {
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
    start: () => void connect(),
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
