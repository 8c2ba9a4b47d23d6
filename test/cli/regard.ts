import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** What a command line came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RegardOptions {
  /** Sent once standard error or standard output holds this text. */
  readonly interruptAt?: RegExp;
  /** Sends it as soon as this resolves. */
  readonly interruptAfter?: Promise<void>;
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command line as a process of its own. */
export function regard(
  args: readonly string[],
  { interruptAt, interruptAfter, env }: RegardOptions = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const text = { stdout: "", stderr: "" };
  let interrupted = false;
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (part: string) => {
      text[name] += part;
      if (interrupted || !interruptAt?.test(text[name])) return;
      interrupted = true;
      child.kill("SIGINT");
    });
  }
  interruptAfter?.then(() => child.kill("SIGINT"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...text }));
  });
}

/** The fields of the records that the tests look into. */
export interface Line {
  readonly [field: string]: unknown;
  readonly type: string;
  readonly top?: readonly { readonly index: number; readonly label: string; readonly probability: number }[];
}

/** The classes of a `classification`, best first. */
export function classes(line: Line | undefined): NonNullable<Line["top"]> {
  if (line?.type !== "classification" || !line.top)
    throw new Error(`no classification: ${JSON.stringify(line)}`);
  return line.top;
}

/** Standard output as JSON lines; throws where a line is anything else. */
export const records = ({ stdout }: Pick<Outcome, "stdout">): Line[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
