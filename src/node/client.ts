import { Worker } from "node:worker_threads";
import type { Tensors } from "../backend.js";
import { cancelled, RegardError } from "../errors.js";
import type { Reply, Request, Settings, Start } from "./messages.js";

interface Pending {
  readonly resolve: (outputs: Tensors) => void;
  readonly reject: (error: RegardError) => void;
  /** Called first of all. */
  readonly done: () => void;
}

/** An exit waits no longer than this, in milliseconds, for a call into the runtime to come back. */
const longestCall = 60_000;

const flag = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** Those of the workers that run. */
const gates = new Set<Start["gate"]>();

/** Blocks: a process that exits cannot wait in any other way. */
function waitUntilOutside(): void {
  for (const { stop } of gates) Atomics.store(stop, 0, 1);
  for (const { busy } of gates) Atomics.wait(busy, 0, 1, longestCall);
}

/** Told once, when the runtime has been loaded. */
export type OnLoaded = (name: string, notice: string | null) => void;

/** The calling side of one worker: requests out, each a promise; keeps the process alive only while one is pending. */
export class Client {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #gate = { busy: flag(), stop: flag() };
  readonly #pending = new Map<number, Pending>();
  #count = 0;
  #end: string | null = null;

  constructor(script: URL, settings: Settings, onLoaded: OnLoaded) {
    const workerData: Start = { ...settings, gate: this.#gate };
    this.#worker = new Worker(script, { workerData, name: "regard-onnxruntime" });
    this.#worker.unref();
    if (gates.size === 0) process.on("exit", waitUntilOutside);
    gates.add(this.#gate);
    this.#worker.on("message", (reply: Reply) => {
      if (reply.kind === "loaded") onLoaded(reply.name, reply.notice);
      else this.#settle(reply);
    });
    this.#worker.on("error", (error) => this.#ended(`its worker failed: ${error.message}`));
    this.#exited = new Promise((resolve) => {
      this.#worker.on("exit", () => {
        gates.delete(this.#gate);
        if (gates.size === 0) process.off("exit", waitUntilOutside);
        this.#ended("its worker ended unexpectedly");
        resolve();
      });
    });
  }

  /** Whether the worker is gone, and its sessions with it. */
  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Sends a request; gives its number at once, and its outputs when they come. `transfer` leaves this thread. */
  ask(
    request: Request,
    transfer: readonly ArrayBuffer[] = [],
    signal?: AbortSignal,
  ): { readonly id: number; readonly outputs: Promise<Tensors> } {
    const id = this.#count++;
    const outputs = new Promise<Tensors>((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled(signal));
      if (this.#end !== null) return reject(this.#silence());
      // The run itself cannot be stopped; its outputs are dropped when they come.
      const onAbort = (): void => this.#forget(id)?.reject(cancelled(signal));
      signal?.addEventListener("abort", onAbort, { once: true });
      const done = (): void => signal?.removeEventListener("abort", onAbort);
      this.#pending.set(id, { resolve, reject, done });
      this.#worker.ref();
      this.#worker.postMessage({ ...request, id }, transfer);
    });
    return { id, outputs };
  }

  /** Ends every pending request at once, then the worker and its sessions as soon as the runtime lets go. */
  async close(): Promise<void> {
    this.#ended("the backend has been closed");
    Atomics.store(this.#gate.stop, 0, 1);
    this.#worker.ref();
    this.#worker.postMessage({ kind: "close" });
    await this.#exited;
  }

  #settle(reply: Exclude<Reply, { readonly kind: "loaded" }>): void {
    const pending = this.#forget(reply.id);
    if (reply.kind === "done") pending?.resolve(reply.outputs);
    else pending?.reject(new RegardError("runtime", `ONNX Runtime: ${reply.message}`));
  }

  #forget(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.done();
    // Once it is closing, its end is waited for: the reply to a run that was given up must not let the process go.
    if (this.#pending.size === 0 && this.#end === null) this.#worker.unref();
    return pending;
  }

  #silence(): RegardError {
    return new RegardError("runtime", `ONNX Runtime does not answer: ${this.#end}`);
  }

  #ended(why: string): void {
    this.#end ??= why;
    for (const id of [...this.#pending.keys()]) {
      this.#forget(id)?.reject(this.#silence());
    }
  }
}
