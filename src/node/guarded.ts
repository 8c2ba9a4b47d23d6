import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import type { Readable } from "node:stream";
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

/**
 * Starts a Node process that can limit its own memory (`limitOwnMemory`) and says here why it ended. Its messages may hold
 * typed arrays.
 */
export function forkGuarded(
  script: URL,
  args: readonly string[],
  { stdio }: GuardedOptions,
): { readonly child: ChildProcess; readonly ended: Promise<Ending> } {
  const streams: StdioOptions = [...stdio, "ipc", "pipe"];
  const env = { MALLOC_MMAP_THRESHOLD_: `${returned}`, ...process.env };
  const child = fork(fileURLToPath(script), args, { stdio: streams, serialization: "advanced", env });
  const words = child.stdio[wordsOfGuard] as Readable & { unref?: () => void };
  let said = "";
  words.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  words.unref?.();
  const ended = new Promise<Ending>((resolve) => {
    child.on("close", (code, signal) => {
      const why = said !== "" ? said : signal === null ? `ended with code ${code}` : crashed(signal);
      resolve({ code, signal, why });
    });
  });
  return { child, ended };
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
