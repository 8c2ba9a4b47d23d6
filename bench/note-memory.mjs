// Preloaded into a measured process: notes the most memory that it has taken, in bytes, when it ends.

import { appendFileSync, readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Linux counts what the process that started this one took before as well in `maxRSS`, but not here. */
function peak() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

if (isMainThread) process.on("exit", () => appendFileSync(process.env.MEMORY_LOG, `${peak()}\n`));
