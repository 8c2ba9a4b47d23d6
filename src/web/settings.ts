import { RegardError } from "../errors.js";

/** How ONNX Runtime runs in a browser. */
export interface BackendOptions {
  /**
   * Where the runtime's own files are served from, as ONNX Runtime's `env.wasm.wasmPaths`: the start of an address, or the
   * addresses of the `.wasm` and the `.mjs`. Without it they are where the bundler has put them.
   */
  readonly wasmPaths?: string | { readonly wasm?: URL | string; readonly mjs?: URL | string } | undefined;
  /**
   * Threads of one operator: all cores by default where the page is cross-origin isolated, 1 elsewhere, for threads need memory
   * that only an isolated page may share. WebGPU has one.
   */
  readonly threads?: number | undefined;
  /** "wasm", the default, is the processor; "webgpu" is the graphics card. */
  readonly provider?: "wasm" | "webgpu" | undefined;
  /** Told what a person should know, in a sentence: that fewer threads had to be taken. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/** The same with everything decided. */
export interface Settings {
  readonly provider: "wasm" | "webgpu";
  readonly threads: number;
  readonly wasmPaths: BackendOptions["wasmPaths"];
}

/** Throws `RegardError("usage")` for a number of threads below 1, and where the browser has no WebGPU. */
export function settled({ provider = "wasm", threads, wasmPaths, onNotice }: BackendOptions): Settings {
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new RegardError("usage", `the number of threads is a whole number from 1 up, not ${threads}`);
  }
  if (provider === "webgpu") {
    if (!navigator.gpu)
      throw new RegardError("usage", 'this browser has no WebGPU; take the provider "wasm"');
    return { provider, threads: 1, wasmPaths };
  }
  if (globalThis.crossOriginIsolated) {
    return { provider, threads: threads ?? navigator.hardwareConcurrency, wasmPaths };
  }
  if (threads !== undefined && threads > 1) {
    onNotice?.(
      "the page is not cross-origin isolated, so ONNX Runtime has one thread; serve it with the headers " +
        "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp",
    );
  }
  return { provider, threads: 1, wasmPaths };
}
