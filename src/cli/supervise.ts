import { constants } from "node:os";
import { forkGuarded } from "../node/guarded.js";

/** What the process that does the work tells the one that watches it. */
export type Sign =
  /** Said every second while its event loop turns. */
  | { readonly kind: "alive" }
  /** How many seconds it may be silent. */
  | { readonly kind: "limit"; readonly seconds: number | null }
  /** All is done, and written. */
  | { readonly kind: "done"; readonly code: number };

/** What the watching process passes on: the first signal of each that asks to end. */
export type PassedOn = NodeJS.Signals;

/** Milliseconds between two looks. */
const often = 500;

/**
 * Runs a command line in a process of its own and gives its exit code. A model or a picture that crashes, hangs or fills it
 * ends as one sentence here: ONNX Runtime blocks whoever calls it, and what it dies of dies with it.
 */
export async function supervise(script: URL, args: readonly string[]): Promise<number> {
  const { child, ended } = forkGuarded(script, args, { stdio: ["inherit", "inherit", "inherit"] });
  const silence = new Silence();
  let done: number | null = null;
  let isFinished = false;
  let reason: string | null = null;
  let signals = 0;

  child.on("message", (sign: Sign) => {
    silence.end();
    if (sign.kind === "limit") silence.seconds = sign.seconds;
    if (sign.kind !== "done") return;
    done = sign.code;
    isFinished = true;
    // All is written: to end by itself would take a while, and with a call that never comes back for ever.
    child.kill("SIGKILL");
  });
  // A terminal sends Ctrl-C to both processes, whoever else sends a signal to this one only. The second one does not ask.
  const passOn = (signal: NodeJS.Signals): void => {
    if (++signals === 1) return void child.send(signal satisfies PassedOn, () => {});
    done = 128 + constants.signals[signal];
    child.kill("SIGKILL");
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, passOn);
  const timer = setInterval(() => {
    if (done !== null || !silence.isTooLong()) return;
    reason = `was stopped: it gave no sign of life for ${silence.seconds} s (--limit-seconds)`;
    child.kill("SIGKILL");
  }, often);

  const { code, signal, why } = await ended;
  clearInterval(timer);
  for (const name of names) process.off(name, passOn);
  // What was killed may have left a progress bar, the cursor hidden and long lines cut off.
  if (code === null && !isFinished && process.stderr.isTTY) process.stderr.write("\r\x1b[K\x1b[?7h\x1b[?25h");
  // A signal may come before the process listens.
  const isAsked = signals > 0 && (signal === "SIGINT" || signal === "SIGTERM");
  const exit = done ?? code ?? (isAsked ? 128 + constants.signals[signal] : null);
  if (exit !== null) return exit;
  process.stderr.write(`regard: the process that did the work ${reason ?? why}; ${advice}\n`);
  return 1;
}

const advice =
  "a file that it read may be damaged or hostile, or too large for this machine or for --limit-memory";

/** How long there has been no sign of life, not counting the time that this process itself was asleep. */
class Silence {
  /** The limit. */
  seconds: number | null = null;
  #length = 0;
  #last = performance.now();

  end(): void {
    this.#length = 0;
  }

  isTooLong(): boolean {
    const now = performance.now();
    this.#length += Math.min(now - this.#last, 2 * often);
    this.#last = now;
    // Signs come late where there is much to do.
    return this.seconds !== null && this.#length > this.seconds * 1000 + 2 * often;
  }
}
