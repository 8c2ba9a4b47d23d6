import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import type { Guard } from "./limit-memory.js";

// A thread of its own: the one that runs ONNX Runtime does not come back to look.

const { bytes, stream } = workerData as Guard;
const gigabytes = (size: number): string => `${(size / 1e9).toPrecision(3)} GB`;

/** Milliseconds; in this time a few hundred megabytes can be filled. */
const often = 50;

setInterval(() => {
  const taken = process.memoryUsage.rss();
  if (taken <= bytes) return;
  writeSync(
    stream,
    `was stopped: it took ${gigabytes(taken)} of memory, more than the ${gigabytes(bytes)} it may have`,
  );
  process.kill(process.pid, "SIGKILL");
}, often);
