import type * as Ort from "onnxruntime-common";
import type { Runtime } from "../onnxruntime/session.js";
import type { Settings } from "./messages.js";
import { reason } from "./reason.js";

export interface Loaded {
  readonly runtime: Runtime;
  readonly options: Ort.InferenceSession.SessionOptions;
}

/** Told once, when the runtime has been loaded: what runs, and what had to be given up for it. */
export type OnLoaded = (name: string, notice: string | null) => void;

/**
 * The runtime that the settings name, told to `onLoaded`; for "auto" onnxruntime-node, or else onnxruntime-web's WebAssembly,
 * with the reason. Throws where it cannot be loaded.
 */
export async function loadRuntime(settings: Settings, onLoaded: OnLoaded): Promise<Loaded> {
  if (settings.runtime === "wasm") return loadWasm(null, onLoaded);
  try {
    return await loadNative(settings, onLoaded);
  } catch (error) {
    if (settings.runtime === "native") throw new Error(`onnxruntime-node cannot be loaded: ${reason(error)}`);
    return await loadWasm(reason(error), onLoaded);
  }
}

/** An ONNX file (IR 8, opset 18) of one node, y = Identity(x), x a float: what `write` makes of it, without the producer. */
const smallest = Buffer.from(
  "CAg6MQoSCgF4EgF5GgAiCElkZW50aXR5EgFnWgsKAXgSBgoECAESAGILCgF5EgYKBAgBEgBCBAoAEBI=",
  "base64",
);

async function loadNative({ threads }: Settings, onLoaded: OnLoaded): Promise<Loaded> {
  const { default: runtime } = await import("onnxruntime-node");
  const count = threads === 1 ? "1 thread" : `${threads} threads`;
  // The library sets itself up with the first session: here while the model is still being read.
  const first = await runtime.InferenceSession.create(smallest, { intraOpNumThreads: 1 });
  await first.release();
  onLoaded(`onnxruntime-node ${runtime.env.versions.node}, CPU, ${count}`, null);
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

async function loadWasm(nativeFailure: string | null, onLoaded: OnLoaded): Promise<Loaded> {
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
  onLoaded(name, notice);
  return { runtime, options: { executionProviders: ["wasm"] } };
}
