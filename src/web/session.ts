import type * as Ort from "onnxruntime-common";
import type { Program, Session, Tensors } from "../backend.js";
import { RegardError, throwIfCancelled } from "../errors.js";
import type { Fed } from "../graph/feed-stored.js";
import { readAll, type Stored } from "../graph/stored.js";
import { createSession, type Opened, type Runtime, runSession } from "../onnxruntime/session.js";
import { elementsOf, toOrt } from "../onnxruntime/tensor.js";
import { allOnGpu } from "./all-on-gpu.js";
import type { Loaded } from "./load-runtime.js";
import { watchDevice } from "./watch-device.js";

/** Makes a call into the runtime when it is free, and makes a sentence of what it throws. */
export type Call = <T>(work: () => Promise<T>) => Promise<T>;

/** Weights are read once for all sessions that are fed them. */
const weights = new WeakMap<Stored, Ort.Tensor>();

/** All that have not been released. */
const open = new Set<WebSession>();

/** A session in this thread. */
export class WebSession implements Session {
  readonly #runtime: Runtime;
  readonly #call: Call;
  #opened: Opened | null;

  private constructor(runtime: Runtime, opened: Opened, call: Call) {
    this.#runtime = runtime;
    this.#opened = opened;
    this.#call = call;
  }

  static async open(
    { fed = [], ...program }: Program,
    { runtime, options, provider }: Loaded,
    call: Call,
    onNotice?: (notice: string) => void,
  ): Promise<WebSession> {
    const create = (more: Ort.InferenceSession.SessionOptions) =>
      createSession(runtime, program, { ...options, ...more, graphOptimizationLevel: "all" });
    const session = await (provider === "webgpu" ? allOnGpu(create, onNotice) : create({}));
    if (provider === "webgpu") await watchDevice(runtime, () => open.size > 0);
    const tensors = fed.map((weight) => [weight.name, weightOf(runtime, weight)] as const);
    const opened = new WebSession(runtime, { session, weights: Object.fromEntries(tensors) }, call);
    open.add(opened);
    return opened;
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  run(feeds: Tensors, signal?: AbortSignal): Promise<Tensors> {
    return this.#call(async () => {
      // Looked at when its turn comes: the run itself cannot be stopped.
      throwIfCancelled(signal);
      if (!this.#opened) throw new RegardError("runtime", "the session has been released");
      return runSession(this.#runtime, this.#opened, feeds);
    });
  }

  async release(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    open.delete(this);
    if (opened) await this.#call(() => opened.session.release());
  }
}

function weightOf(runtime: Runtime, fed: Fed): Ort.Tensor {
  const known = weights.get(fed.stored);
  if (known) return known;
  const tensor = toOrt(runtime, { ...fed, data: elementsOf(fed, readAll(fed.stored).buffer) });
  weights.set(fed.stored, tensor);
  return tensor;
}
