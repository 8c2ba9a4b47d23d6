import { RegardError } from "regard";
import type { FromWorker, JobName, Jobs, ToWorker } from "./protocol.js";

export interface AskOptions<Event> {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: Event) => void) | undefined;
}

interface Pending {
  readonly message: ToWorker;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: RegardError) => void;
  readonly onEvent: ((event: never) => void) | undefined;
}

/** Milliseconds that a worker has to say that it heard of a cancelled job. */
const patience = 1_500;

/**
 * The main thread's end: sends wishes to the worker and hears its answers. A job that is cancelled ends here at once; a worker
 * that does not let go of it, or that died, is replaced, and what others had asked of it is asked again.
 */
export class Engine {
  readonly #start: () => Worker;
  readonly #pending = new Map<number, Pending>();
  /** Cancelled jobs that the worker has not let go of, and until when it may. */
  readonly #leaving = new Map<number, ReturnType<typeof setTimeout>>();
  #worker: Worker | null = null;
  #last = 0;
  /** How many workers there have been. */
  starts = 0;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** Does the job; rejects with `RegardError`, of kind `cancelled` as soon as the signal says so. */
  ask<Name extends JobName>(
    job: Name,
    asked: Jobs[Name]["asked"],
    { signal, onEvent }: AskOptions<Jobs[Name]["event"]> = {},
  ): Promise<Jobs[Name]["answer"]> {
    const id = ++this.#last;
    const message: ToWorker = { kind: "ask", id, job, asked };
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new RegardError("cancelled", "cancelled"));
      const giveUp = (): void => this.#cancel(id);
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener("abort", giveUp);
          settle(value);
        };
      signal?.addEventListener("abort", giveUp);
      this.#pending.set(id, {
        message,
        resolve: settled(resolve as (answer: unknown) => void),
        reject: settled(reject),
        onEvent,
      });
      this.#post(message);
    });
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#open();
    this.#worker.postMessage(message);
  }

  #open(): Worker {
    const worker = this.#start();
    this.starts++;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#replace(event.message || "it could not be started");
    };
    worker.postMessage({ kind: "begin", base: document.baseURI } satisfies ToWorker);
    return worker;
  }

  #hear(message: FromWorker): void {
    const { id } = message;
    const job = this.#pending.get(id);
    if (message.kind === "event") return void job?.onEvent?.(message.event as never);
    clearTimeout(this.#leaving.get(id));
    this.#leaving.delete(id);
    this.#pending.delete(id);
    if (message.kind === "done") return void job?.resolve(message.answer);
    const { kind, message: sentence } = message.error;
    job?.reject(new RegardError(kind, sentence));
    // A runtime that has failed once, out of memory above all, is not to be trusted with another run.
    if (kind === "runtime") this.#replace();
  }

  #cancel(id: number): void {
    const job = this.#pending.get(id);
    if (!job) return;
    this.#pending.delete(id);
    this.#worker?.postMessage({ kind: "cancel", id } satisfies ToWorker);
    this.#leaving.set(
      id,
      setTimeout(() => this.#replace(), patience),
    );
    job.reject(new RegardError("cancelled", "cancelled"));
  }

  /** Another worker for the jobs that are left; where the old one died of something, they are told instead. */
  #replace(death?: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
    const left = [...this.#pending.values()];
    if (death === undefined) {
      for (const { message } of left) this.#post(message);
      return;
    }
    this.#pending.clear();
    for (const { reject } of left) reject(new RegardError("runtime", `the computation ended: ${death}`));
  }
}
