import type * as Ort from "onnxruntime-common";
import type { Tensors } from "../backend.js";
import { createSession, type Opened, type Runtime, runSession } from "../onnxruntime/session.js";
import { elementsOf, toOrt } from "../onnxruntime/tensor.js";
import { keyOf, readFed } from "./fed-weights.js";
import { type Loaded, loadRuntime } from "./load-runtime.js";
import type { Numbered, Reply, SentFed, SentProgram, Settings } from "./messages.js";
import { reason } from "./reason.js";

/** Where a server lives. */
export interface Place {
  /** `transfer` leaves this thread for good. */
  say(reply: Reply, transfer: readonly ArrayBuffer[]): void;
  /** Makes a call into the runtime, whose calls block whoever makes them. */
  inside<T>(call: () => Promise<T>): Promise<T>;
}

/** Loads ONNX Runtime and gives the function that answers messages, one after the other. */
export function serve(settings: Settings, { say, inside }: Place): (message: Numbered) => void {
  const onLoaded = (name: string, notice: string | null): void => say({ kind: "loaded", name, notice }, []);
  const loaded = inside(() => loadRuntime(settings, onLoaded));
  loaded.catch(() => {});
  const sessions = new Sessions(settings);

  async function reply(message: Numbered): Promise<void> {
    if (message.kind === "close") process.exit();
    try {
      const runtime = await loaded;
      const outputs = await inside(() => sessions.answer(message, runtime));
      const buffers = new Set(Object.values(outputs).map(({ data }) => data.buffer as ArrayBuffer));
      say({ kind: "done", id: message.id, outputs }, [...buffers]);
    } catch (error) {
      say({ kind: "failed", id: message.id, message: reason(error) }, []);
    }
  }

  // One at a time: two calls at once take turns at best, and upset the WebAssembly build.
  let last = Promise.resolve();
  return (message) => {
    last = last.then(() => reply(message));
  };
}

class Sessions {
  readonly #settings: Settings;
  readonly #opened = new Map<number, Opened>();
  /** Weights are one for all sessions that are fed them, as long as there is one. */
  readonly #weights = new Map<string, WeakRef<Ort.Tensor>>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async answer(message: Exclude<Numbered, { readonly kind: "close" }>, loaded: Loaded): Promise<Tensors> {
    if (message.kind === "create") {
      this.#opened.set(message.id, await this.#open(message.program, loaded));
      return {};
    }
    const opened = this.#opened.get(message.session);
    if (!opened) throw new Error("the session has been released");
    if (message.kind === "release") {
      this.#opened.delete(message.session);
      await opened.session.release();
      return {};
    }
    return runSession(loaded.runtime, opened, message.feeds);
  }

  async #open({ fed, ...program }: SentProgram, { runtime, options }: Loaded): Promise<Opened> {
    const graphOptimizationLevel = this.#settings.graphOptimization;
    const session = await createSession(runtime, program, { ...options, graphOptimizationLevel });
    const tensors = fed.map((weight) => [weight.name, this.#weight(runtime, weight)] as const);
    return { session, weights: Object.fromEntries(tensors) };
  }

  #weight(runtime: Runtime, weight: SentFed): Ort.Tensor {
    const key = keyOf(weight);
    const known = key === null ? undefined : this.#weights.get(key)?.deref();
    if (known) return known;
    const tensor = toOrt(runtime, { ...weight, data: elementsOf(weight, readFed(weight)) });
    if (key !== null) this.#weights.set(key, new WeakRef(tensor));
    return tensor;
  }
}
