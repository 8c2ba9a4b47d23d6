import type { Backend } from "../backend.js";
import { RegardError } from "../errors.js";
import { forWasm } from "../wasm/for-wasm.js";
import { rulesForWasm } from "../wasm/rules.js";
import { forWebGpu } from "../webgpu/for-webgpu.js";
import { rulesForWebGpu } from "../webgpu/rules.js";
import { ends } from "./end.js";
import { failureOf } from "./failure.js";
import { loadRuntime } from "./load-runtime.js";
import { oneAtATime } from "./one-at-a-time.js";
import { type Call, WebSession } from "./session.js";
import { type BackendOptions, settled } from "./settings.js";

/** ONNX Runtime in a browser. */
export interface WebBackend extends Backend {
  /** Whether the runtime of this thread has crashed or lost its device: only another worker can go on. */
  readonly isOver: boolean;
}

/**
 * ONNX Runtime Web within the thread that calls it. It blocks that thread while it runs, so call it in a worker of the page's
 * own: that stays free, can end a run that takes too long with `terminate()`, and can start another worker where `isOver` says that
 * this one is of no more use. Every session of the thread has the same runtime, and one call at a time. Throws
 * `RegardError("usage")` for a number of threads below 1, and for WebGPU where there is none.
 */
export function webBackend(options: BackendOptions = {}): WebBackend {
  const settings = settled(options);
  const end = ends[settings.provider];
  const sessions = new Set<WebSession>();
  let name = "ONNX Runtime, not started yet";
  let isClosed = false;

  const call: Call = (work) =>
    oneAtATime(async () => {
      end.check();
      try {
        return await Promise.race([work(), end.coming]);
      } catch (cause) {
        const { error, isEnd } = failureOf(cause);
        if (isEnd) end.come("it crashed");
        throw error;
      }
    });

  return {
    get name() {
      return name;
    },
    get isOver() {
      return end.isOver;
    },
    create: (program) =>
      call(async () => {
        if (isClosed) throw new RegardError("runtime", "the backend has been closed; make another one");
        const loaded = await loadRuntime(settings);
        name = loaded.name;
        const session = await WebSession.open(program, loaded, call, options.onNotice);
        for (const other of sessions) if (!other.isOpen) sessions.delete(other);
        sessions.add(session);
        return session;
      }),
    ...(settings.provider === "webgpu"
      ? { adaptGraph: forWebGpu, adaptRules: rulesForWebGpu }
      : { adaptGraph: forWasm, adaptRules: rulesForWasm }),
    async close() {
      isClosed = true;
      await Promise.allSettled([...sessions].map((session) => session.release()));
      sessions.clear();
    },
  };
}
