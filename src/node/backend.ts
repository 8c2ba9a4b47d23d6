import { availableParallelism } from "node:os";
import type { Backend } from "../backend.js";
import { RegardError } from "../errors.js";
import { forWasm } from "../wasm/for-wasm.js";
import { rulesForWasm } from "../wasm/rules.js";
import { builtScript } from "./built-script.js";
import { Client } from "./client.js";
import { LaneSession } from "./lanes.js";
import { mostMemory } from "./limit-memory.js";
import type { OnLoaded } from "./load-runtime.js";
import type { Settings } from "./messages.js";
import type { StartPeer } from "./peer.js";
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
  /**
   * Threads of one operator, and of batches: all cores by default. One WebAssembly session has one; many pictures are worked on
   * side by side by either runtime.
   */
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
  // What "auto" falls back to is known too late, and computes what is written for the first choice too.
  const adapted = runtime === "wasm" ? { adaptGraph: forWasm, adaptRules: rulesForWasm } : {};
  const clientOf =
    (start: StartPeer): StartClient =>
    (onLoaded) =>
      new Client(start, onLoaded, limitSeconds ?? null);
  if (isolate) {
    const process = clientOf(processPeer(builtScript("child"), settings, limitMemory));
    return workerBackend(process, onNotice, [], adapted);
  }
  const worker = (threads: number): StartClient =>
    clientOf(threadPeer(builtScript("worker"), { ...settings, threads }));
  const lanes = threads === 1 ? [] : Array.from({ length: Math.min(threads, mostLanes) }, () => worker(1));
  return workerBackend(worker(threads), onNotice, lanes, adapted);
}

/** Each lane holds a copy of what the runtime makes of the weights. */
const mostLanes = 8;

type StartClient = (onLoaded: OnLoaded) => Client;

/**
 * A backend over workers that `start` starts, one at a time; those of `lanes` run beside each other what comes in many
 * parts (`LaneSession`).
 */
export function workerBackend(
  start: StartClient,
  onNotice?: (notice: string) => void,
  lanes: readonly StartClient[] = [],
  adapted: Pick<Backend, "adaptGraph" | "adaptRules"> = {},
): NodeBackend {
  let name = "ONNX Runtime, not started yet";
  const line = connection(() =>
    start((loaded, notice) => {
      name = loaded;
      if (notice !== null) onNotice?.(notice);
    }),
  );
  const beside = lanes.map((lane) => connection(() => lane(() => {})));

  return {
    get name() {
      return name;
    },
    ...adapted,
    start: () => void line.connect(),
    async create(program) {
      const session = new WorkerSession(program, line.connect);
      await session.open();
      // Weights that are fed are read once for each worker.
      if (beside.length === 0 || (program.fed ?? []).length > 0) return session;
      const connects = beside.map(({ connect }) => connect);
      return new LaneSession(program, session, connects);
    },
    async close() {
      await Promise.all([line, ...beside].map((each) => each.close()));
    },
  };
}

/** A client that is started when it is asked for, and again when it is over. */
function connection(start: () => Client): { connect(): Client; close(): Promise<void> } {
  let client: Client | null = null;
  let isClosed = false;
  return {
    connect() {
      if (isClosed) throw new RegardError("runtime", "the backend has been closed; make another one");
      if (!client || client.isOver) client = start();
      return client;
    },
    async close() {
      isClosed = true;
      await client?.close();
    },
  };
}
