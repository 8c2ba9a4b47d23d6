import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import { builtScript } from "./built-script.js";
import { wordsOfGuard } from "./guarded.js";

/** What a guard is started with. */
export interface Guard {
  readonly bytes: number;
  /** The stream on which it says why it ends the process. */
  readonly stream: number;
}

/** Ends this process, which `forkGuarded` started, as soon as it takes more than `bytes` of memory. */
export function limitOwnMemory(bytes: number): void {
  const workerData: Guard = { bytes, stream: wordsOfGuard };
  new Worker(builtScript("memory-guard"), { workerData, name: "regard-memory-guard" }).unref();
}

/** Four fifths of the memory that this process may use, in bytes. */
export function mostMemory(): number {
  const allowed = process.constrainedMemory();
  const total = totalmem();
  // Where nothing is constrained the answer is 0, or more than there is.
  return Math.floor(0.8 * (allowed > 0 ? Math.min(allowed, total) : total));
}
