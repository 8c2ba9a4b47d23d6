import type * as Ort from "onnxruntime-common";
import { RegardError } from "../errors.js";
import type { Runtime } from "../onnxruntime/session.js";
import type { Settings } from "./settings.js";

/** ONNX Runtime as it has been loaded into this thread. */
export interface Loaded {
  readonly provider: Settings["provider"];
  readonly runtime: Runtime;
  readonly options: Ort.InferenceSession.SessionOptions;
  /** What runs, for reports. */
  readonly name: string;
}

interface Loading {
  readonly key: string;
  readonly loaded: Promise<Loaded>;
}

/** A thread has one runtime of each kind, and its settings are those of the first backend. */
const loadings = new Map<Settings["provider"], Loading>();

/**
 * The runtime that the settings name. Throws `RegardError("usage")` where this thread has it with other settings already, and
 * `"runtime"` where it cannot be loaded.
 */
export async function loadRuntime(settings: Settings): Promise<Loaded> {
  const { provider } = settings;
  const key = JSON.stringify(settings);
  const known = loadings.get(provider);
  if (known && known.key !== key) {
    throw new RegardError(
      "usage",
      "ONNX Runtime has been loaded into this thread with other settings; start another worker for these",
    );
  }
  if (known) return known.loaded;
  const loaded = load(settings);
  loadings.set(provider, { key, loaded });
  // What could not be fetched may be there the next time.
  loaded.catch(() => loadings.delete(provider));
  return loaded;
}

async function load({ provider, threads, wasmPaths }: Settings): Promise<Loaded> {
  const runtime = await importRuntime(provider).catch((cause: Error) => {
    throw new RegardError("runtime", `onnxruntime-web cannot be loaded: ${cause.message}`, { cause });
  });
  const { wasm, versions } = runtime.env;
  // The thread that calls is a worker of the page's own: another one behind it would only cost copies.
  wasm.proxy = false;
  wasm.numThreads = threads;
  if (typeof wasmPaths === "string") wasm.wasmPaths = wasmPaths;
  else if (wasmPaths) wasm.wasmPaths = { ...wasmPaths };
  const what = provider === "webgpu" ? "WebGPU" : "WebAssembly";
  const count = threads === 1 ? "1 thread" : `${threads} threads`;
  return {
    provider,
    runtime,
    options: { executionProviders: [provider] },
    name: `onnxruntime-web ${versions.web}, ${provider === "webgpu" ? what : `${what}, ${count}`}`,
  };
}

/** The smallest builds that do it, none of which needs `unsafe-eval`; the usual import is another one. */
function importRuntime(provider: Settings["provider"]): Promise<Runtime> {
  if (provider === "wasm") return import("onnxruntime-web/wasm");
  // Where WebAssembly can wait for promises itself, the build that does so is 10 MB smaller.
  return "Suspending" in WebAssembly ? import("onnxruntime-web/jspi") : import("onnxruntime-web/webgpu");
}
