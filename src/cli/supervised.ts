import { limitOwnMemory } from "../node/limit-memory.js";
import { run } from "./run.js";
import type { PassedOn, Sign } from "./supervise.js";

// The process that does the work of a command line, under the eyes of `supervise`.

const tell = (sign: Sign): void => void process.send?.(sign);
const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write("", () => resolve());
  });

setInterval(() => tell({ kind: "alive" }), 200).unref();
// What the terminal has sent already is heard once.
process.on("message", (signal: PassedOn) => void process.emit(signal, signal));
// Nobody is left who could stop it.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.channel?.unref();

const code = await run(process.argv.slice(2), ({ seconds, memory }) => {
  tell({ kind: "limit", seconds });
  if (memory !== null && process.send) limitOwnMemory(memory);
});
process.exitCode = code;
await Promise.all([process.stdout, process.stderr].map(drained));
tell({ kind: "done", code });
