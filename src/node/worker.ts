import { parentPort, workerData } from "node:worker_threads";
import type { Numbered, Start } from "./messages.js";
import { serve } from "./serve.js";

// The worker thread in which ONNX Runtime lives.

const { gate, ...settings } = workerData as Start;

/** Calls with the gate shut behind it, and not at all once the caller has said stop. */
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

const answer = serve(settings, {
  say: (reply, transfer) => parentPort?.postMessage(reply, transfer),
  inside,
});
parentPort?.on("message", (message: Numbered) => answer(message));
