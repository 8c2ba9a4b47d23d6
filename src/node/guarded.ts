import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What a person would say of it, after "the process". */
  readonly why: string;
}

export interface GuardedOptions {
  /** Standard input, output and error. */
  readonly stdio: readonly [Stdio, Stdio, Stdio];
}

type Stdio = "inherit" | "ignore";

/** A process that was started, and what is left of it. */
export interface Guarded {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Whether it keeps this process from ending; at first it does. */
  hold(isNeeded: boolean): void;
}

/**
 * Starts a Node process that can limit its own memory (`limitOwnMemory`) and says here why it ended. Its messages may hold
 * typed arrays.
 */
export function forkGuarded(script: URL, args: readonly string[], { stdio }: GuardedOptions): Guarded {
  const streams: StdioOptions = [...stdio, "ipc", "pipe"];
  const env = { MALLOC_MMAP_THRESHOLD_: `${returned}`, ...process.env };
  const child = fork(fileURLToPath(script), args, { stdio: streams, serialization: "advanced", env });
  const words = child.stdio[wordsOfGuard] as Socket;
  let said = "";
  words.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  const ended = new Promise<Ending>((resolve) => {
    child.on("error", ({ message }) => resolve({ code: null, signal: null, why: `failed: ${message}` }));
    child.on("close", (code, signal) => {
      const why = said !== "" ? said : signal === null ? `ended with code ${code}` : crashed(signal);
      resolve({ code, signal, why });
    });
  });
  const hold = (isNeeded: boolean): void => {
    for (const handle of [child, child.channel, words]) isNeeded ? handle?.ref() : handle?.unref();
  };
  return { child, ended, hold };
}

/**
 * Bytes from which on the C library gives memory back as soon as it is freed. Left to itself glibc raises this to 32 MiB, and
 * keeps what ONNX Runtime frees while it creates a session: a seventh of the peak for VGG16.
 */
const returned = 1 << 20;

/** The stream on which the guard of a process says why it ends it. */
export const wordsOfGuard = 4;

const crashed = (signal: NodeJS.Signals): string =>
  signal === "SIGKILL" ? "was killed (SIGKILL), by the system if memory ran out" : `crashed (${signal})`;
