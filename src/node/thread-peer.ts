import { Worker } from "node:worker_threads";
import type { Gate, Reply, Settings, Start } from "./messages.js";
import type { StartPeer } from "./peer.js";

/** An exit waits no longer than this, in milliseconds, for a call into the runtime to come back. */
const longestCall = 60_000;

const flag = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** Those of the threads that run. */
const gates = new Set<Gate>();

/** Blocks: a process that exits cannot wait in any other way. */
function waitUntilOutside(): void {
  for (const { stop } of gates) Atomics.store(stop, 0, 1);
  for (const { busy } of gates) Atomics.wait(busy, 0, 1, longestCall);
}

/** Runs ONNX Runtime in a thread of this process, with which it shares the weights. */
export const threadPeer =
  (script: URL, settings: Settings): StartPeer =>
  ({ onReply, onEnd }) => {
    const gate = { busy: flag(), stop: flag() };
    const workerData: Start = { ...settings, gate };
    const worker = new Worker(script, { workerData, name: "regard-onnxruntime" });
    worker.unref();
    if (gates.size === 0) process.on("exit", waitUntilOutside);
    gates.add(gate);
    worker.on("message", (reply: Reply) => onReply(reply));
    worker.on("error", (error) => onEnd(`its worker failed: ${error.message}`));
    const exited = new Promise<void>((resolve) => {
      worker.on("exit", () => {
        gates.delete(gate);
        if (gates.size === 0) process.off("exit", waitUntilOutside);
        onEnd("its worker ended unexpectedly");
        resolve();
      });
    });
    return {
      send: (message, transfer) => worker.postMessage(message, transfer),
      hold: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
      async close() {
        Atomics.store(gate.stop, 0, 1);
        worker.ref();
        worker.postMessage({ kind: "close" });
        await exited;
      },
      // A thread that Node ends inside native code takes the whole process with it.
      kill: null,
    };
  };
