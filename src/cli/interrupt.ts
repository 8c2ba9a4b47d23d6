import { constants } from "node:os";
import { RegardError } from "../errors.js";

/** Ctrl-C and a request to end, turned into an abort so that what is being written is finished or left out whole. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** 128 + the signal's number once one came; else `null`. */
  exitCode(): number | null;
  dispose(): void;
}

/** The first Ctrl-C stops at the next step; to a second one `supervise` answers, which ends this process. */
export function createInterrupt(say: (text: string) => void): Interrupt {
  const controller = new AbortController();
  let code: number | null = null;
  const listener = (name: NodeJS.Signals): void => {
    if (code !== null) return;
    code = 128 + constants.signals[name];
    say("regard: stopping; finished files stay, no torn file is left (once more to end at once)");
    controller.abort(new RegardError("cancelled", "stopped"));
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, listener);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose() {
      for (const name of names) process.off(name, listener);
    },
  };
}
