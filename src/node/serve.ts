import type * as Ort from "onnxruntime-common";
import type { Tensors } from "../backend.js";
import { elementsOf, keyOf } from "./fed-weights.js";
import { type Loaded, loadRuntime, type Runtime } from "./load-runtime.js";
import type { Numbered, Reply, SentFed, SentProgram, Settings } from "./messages.js";
import { reason } from "./reason.js";

/** A session, and what is fed to each of its runs beside what a run brings. */
interface Opened {
  readonly session: Ort.InferenceSession;
  readonly weights: Readonly<Record<string, Ort.Tensor>>;
}

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
    const { session, weights } = opened;
    if (message.kind === "release") {
      this.#opened.delete(message.session);
      await session.release();
      return {};
    }
    const feeds = Object.entries(message.feeds).map(
      ([name, tensor]) => [name, toOrt(loaded.runtime, tensor)] as const,
    );
    const results = await session.run({ ...Object.fromEntries(feeds), ...weights });
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(name, tensor)]));
  }

  async #open({ graph, weights, arranged, fed }: SentProgram, { runtime, options }: Loaded): Promise<Opened> {
    const session = await runtime.InferenceSession.create(graph, {
      ...options,
      graphOptimizationLevel: this.#settings.graphOptimization,
      // Whatever fails is thrown; written to the terminal as well it would be in the way.
      logSeverityLevel: 4,
      externalData: [weights, arranged].flatMap((file) =>
        file ? [{ path: file.location, data: file.bytes }] : [],
      ),
    });
    const tensors = fed.map((weight) => [weight.name, this.#weight(runtime, weight)] as const);
    return { session, weights: Object.fromEntries(tensors) };
  }

  #weight(runtime: Runtime, weight: SentFed): Ort.Tensor {
    const key = keyOf(weight);
    const known = key === null ? undefined : this.#weights.get(key)?.deref();
    if (known) return known;
    const tensor = toOrt(runtime, { ...weight, data: elementsOf(weight) });
    if (key !== null) this.#weights.set(key, new WeakRef(tensor));
    return tensor;
  }
}

// The constructor's overloads ask for a type known at compile time; the runtime checks it against the data.
const toOrt = (runtime: Runtime, { dtype, data, dims }: Tensors[string]): Ort.Tensor =>
  new runtime.Tensor(dtype as "float32", data as Float32Array, [...dims]);

function fromOrt(name: string, { type, data, dims }: Ort.Tensor): Tensors[string] {
  if (Array.isArray(data)) throw new Error(`output "${name}" is a tensor of strings`);
  // Float16Array where the engine has it, bits in a Uint16Array where it has not: always the bits.
  const bits = type === "float16" ? new Uint16Array(data.buffer, data.byteOffset, data.length) : data;
  return { dtype: type, dims, data: bits as Tensors[string]["data"] };
}
