import { parentPort, workerData } from "node:worker_threads";
import type * as Ort from "onnxruntime-common";
import type { Tensors } from "../backend.js";
import { elementsOf, keyOf } from "./fed-weights.js";
import type { Numbered, Reply, SentFed, Start } from "./messages.js";

// The worker thread in which ONNX Runtime lives: its calls block the event loop of whoever makes them.

type Runtime = Pick<typeof Ort, "InferenceSession" | "Tensor" | "env">;

interface Loaded {
  readonly runtime: Runtime;
  readonly options: Ort.InferenceSession.SessionOptions;
}

/** A session, and what is fed to each of its runs beside what a run brings. */
interface Opened {
  readonly session: Ort.InferenceSession;
  readonly weights: Readonly<Record<string, Ort.Tensor>>;
}

const { gate, ...settings } = workerData as Start;
const sessions = new Map<number, Opened>();
/** Weights are one for all sessions that are fed them, as long as there is one. */
const shared = new Map<string, WeakRef<Ort.Tensor>>();
const say = (reply: Reply, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(reply, transfer);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function load(): Promise<Loaded> {
  if (settings.runtime === "wasm") return loadWasm(null);
  try {
    return await loadNative();
  } catch (error) {
    if (settings.runtime === "native") throw new Error(`onnxruntime-node cannot be loaded: ${reason(error)}`);
    return await loadWasm(reason(error));
  }
}

async function loadNative(): Promise<Loaded> {
  const { default: runtime } = await import("onnxruntime-node");
  const { threads } = settings;
  const count = threads === 1 ? "1 thread" : `${threads} threads`;
  say({ kind: "loaded", name: `onnxruntime-node ${runtime.env.versions.node}, CPU, ${count}`, notice: null });
  // Threads that spin while they wait for the next run take the cores from the other session: forward and
  // gradient in turn take 24 ms each instead of 10 ms on two cores.
  const session = {
    intra_op: { allow_spinning: "0" },
    // An arena that grows by doubling would take up to twice the memory of the weights.
    use_device_allocator_for_initializers: "1",
  };
  const extra = { session };
  return { runtime, options: { intraOpNumThreads: threads, extra } };
}

async function loadWasm(nativeFailure: string | null): Promise<Loaded> {
  const runtime = await import("onnxruntime-web/wasm").catch((error: unknown) => {
    const native = nativeFailure === null ? "" : `onnxruntime-node cannot be loaded: ${nativeFailure}; `;
    throw new Error(`${native}onnxruntime-web cannot be loaded: ${reason(error)}; install one of them`);
  });
  // More threads would be web workers, which Node does not have.
  runtime.env.wasm.numThreads = 1;
  const name = `onnxruntime-web ${runtime.env.versions.web}, WebAssembly, 1 thread`;
  const notice =
    nativeFailure === null
      ? null
      : `onnxruntime-node cannot be loaded (${nativeFailure}); using ${name}, which is slower`;
  say({ kind: "loaded", name, notice });
  return { runtime, options: { executionProviders: ["wasm"] } };
}

async function answer(
  message: Exclude<Numbered, { readonly kind: "close" }>,
  { runtime, options }: Loaded,
): Promise<Tensors> {
  if (message.kind === "create") {
    const { graph, weights, fed } = message.program;
    const session = await runtime.InferenceSession.create(graph, {
      ...options,
      graphOptimizationLevel: settings.graphOptimization,
      // Whatever fails is thrown; written to the terminal as well it would be in the way.
      logSeverityLevel: 4,
      externalData: weights ? [{ path: weights.location, data: weights.bytes }] : [],
    });
    const tensors = fed.map((weight) => [weight.name, weightOf(runtime, weight)] as const);
    sessions.set(message.id, { session, weights: Object.fromEntries(tensors) });
    return {};
  }
  const opened = sessions.get(message.session);
  if (!opened) throw new Error("the session has been released");
  const { session, weights } = opened;
  if (message.kind === "release") {
    sessions.delete(message.session);
    await session.release();
    return {};
  }
  const feeds = Object.entries(message.feeds).map(
    ([name, tensor]) => [name, toOrt(runtime, tensor)] as const,
  );
  const results = await session.run({ ...Object.fromEntries(feeds), ...weights });
  return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(name, tensor)]));
}

function weightOf(runtime: Runtime, weight: SentFed): Ort.Tensor {
  const key = keyOf(weight);
  const known = key === null ? undefined : shared.get(key)?.deref();
  if (known) return known;
  const tensor = toOrt(runtime, { ...weight, data: elementsOf(weight) });
  if (key !== null) shared.set(key, new WeakRef(tensor));
  return tensor;
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

/** Calls into the runtime with the gate shut behind it, and not at all once the caller has said stop. */
async function inside<T>(call: () => Promise<T>): Promise<T> {
  Atomics.store(gate.busy, 0, 1);
  try {
    if (Atomics.load(gate.stop, 0)) throw new Error("the backend has been closed");
    return await call();
  } finally {
    Atomics.store(gate.busy, 0, 0);
    Atomics.notify(gate.busy, 0);
  }
}

const loaded = inside(load);
loaded.catch(() => {});

async function reply(message: Numbered): Promise<void> {
  if (message.kind === "close") process.exit();
  try {
    const runtime = await loaded;
    const outputs = await inside(() => answer(message, runtime));
    const buffers = new Set(Object.values(outputs).map(({ data }) => data.buffer as ArrayBuffer));
    say({ kind: "done", id: message.id, outputs }, [...buffers]);
  } catch (error) {
    say({ kind: "failed", id: message.id, message: reason(error) });
  }
}

// One at a time: two calls at once take turns at best, and upset the WebAssembly build.
let last = Promise.resolve();
parentPort?.on("message", (message: Numbered) => {
  last = last.then(() => reply(message));
});
