import { Worker } from "node:worker_threads";

/** A file, or what the worker is to do so that the watchdog can be tested. */
export type Request = Uint8Array | "hang" | "end" | "throw";

/** What the worker says of a file: whether it was read or refused, or the stack of an error that is none for people. */
export type Verdict = "read" | "refused" | { readonly thrown: string };

/** A file that takes longer counts as one that hangs. */
const patience = 10_000;

/**
 * Has a worker thread do something with one file after the other, and ends the thread where it does not answer in ten seconds:
 * a loop without end would stop a timer of its own thread as well.
 */
export class Watchdog {
  readonly #script: URL;
  #worker: Worker | null = null;

  constructor(script: URL) {
    this.#script = script;
  }

  /** Throws where the worker hangs, dies (out of memory, say) or throws anything but a `RegardError`. */
  async ask(request: Request): Promise<"read" | "refused"> {
    this.#worker ??= new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    const worker = this.#worker;
    const verdict = await new Promise<Verdict>((resolve) => {
      const timer = setTimeout(() => end({ thrown: `nothing: no answer in ${patience / 1000} s` }), patience);
      const failed = (error: Error): void => end({ thrown: `${error.stack}, which ended the thread` });
      const ended = (code: number): void => end({ thrown: `nothing: the thread ended with ${code}` });
      const end = (verdict: Verdict): void => {
        clearTimeout(timer);
        worker.off("message", end).off("error", failed).off("exit", ended);
        resolve(verdict);
      };
      worker.on("message", end).on("error", failed).on("exit", ended);
      worker.postMessage(request);
    });
    if (typeof verdict === "string") return verdict;
    await this.close();
    throw new Error(`it throws ${verdict.thrown}`);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
