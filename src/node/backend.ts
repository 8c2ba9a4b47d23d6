import { availableParallelism } from "node:os";
import type { Backend, Program, Session, Tensors } from "../backend.js";
import { RegardError, throwIfCancelled } from "../errors.js";
import { Client } from "./client.js";
import type { Settings } from "./messages.js";
import { shared } from "./shared.js";

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
 * event loop. Weights in shared memory (`readModelBytes` reads them there) are handed over without a copy. A session whose
 * worker died is opened again by its next run. Throws `RegardError("usage")` for a number of threads below 1.
 */
export function nodeBackend(options: BackendOptions = {}): Backend {
  const { threads = availableParallelism(), graphOptimization = "all", runtime = "auto", onNotice } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RegardError("usage", `the number of threads is a whole number from 1 up, not ${threads}`);
  }
  const settings: Settings = { threads, graphOptimization, runtime };
  let name = "ONNX Runtime, not started yet";
  let client: Client | null = null;
  let isClosed = false;

  function connect(): Client {
    if (isClosed) throw new RegardError("runtime", "the backend has been closed; make another one");
    if (client && !client.isOver) return client;
    client = new Client(workerScript(), settings, (loaded, notice) => {
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

interface Opened {
  readonly client: Client;
  readonly id: number;
}

class WorkerSession implements Session {
  readonly #program: Program;
  readonly #connect: () => Client;
  #at: Opened | null = null;
  #opening: Promise<Opened> | null = null;
  #isReleased = false;

  constructor({ graph, weights }: Program, connect: () => Client) {
    // The runtime takes a graph in ordinary memory only, and a view would send all of the buffer behind it.
    this.#program = {
      graph: graph.slice(),
      weights: weights && { ...weights, bytes: shared(weights.bytes) },
    };
    this.#connect = connect;
  }

  /** Opens the program in the worker; runs that find their worker dead share one new opening. */
  open(): Promise<Opened> {
    this.#opening ??= this.#create().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async run(feeds: Tensors, signal?: AbortSignal): Promise<Tensors> {
    if (this.#isReleased) throw new RegardError("runtime", "the session has been released");
    throwIfCancelled(signal);
    // Nothing is awaited on an open session, so that a release that comes later arrives later.
    const { client, id } = this.#at && !this.#at.client.isOver ? this.#at : await this.open();
    const copies = Object.entries(feeds).map(([name, tensor]) => [name, copy(tensor)] as const);
    const buffers = copies.map(([, { data }]) => data.buffer as ArrayBuffer);
    return client.ask({ kind: "run", session: id, feeds: Object.fromEntries(copies) }, buffers, signal)
      .outputs;
  }

  async release(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    if (!this.#at || this.#at.client.isOver) return;
    await this.#at.client.ask({ kind: "release", session: this.#at.id }).outputs;
  }

  async #create(): Promise<Opened> {
    const client = this.#connect();
    const { id, outputs } = client.ask({ kind: "create", program: this.#program });
    await outputs;
    this.#at = { client, id };
    return this.#at;
  }
}

/** Copied once, to be given away: the caller keeps its own. */
const copy = ({ dtype, dims, data }: Tensors[string]): Tensors[string] => ({
  dtype,
  dims,
  data: data.slice(),
});

/** A worker runs JavaScript only: beside the compiled backend, or in `dist` where the tests run this file as TypeScript. */
function workerScript(): URL {
  const here = import.meta.url;
  return new URL(here.endsWith(".ts") ? "../../dist/node/worker.js" : "./worker.js", here);
}
