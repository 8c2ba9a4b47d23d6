import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { isatty } from "node:tty";
import { throwIfCancelled } from "../errors.js";
import { hostOf, megabytes } from "../model/zoo/pinned.js";
import type { FetchOptions } from "../node/zoo/options.js";
import type { Environment, GlobalFlags } from "./environment.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import type { ProgressDisplay } from "./progress.js";

/** How a command gets the models that are not here: `--yes` agrees, a person at the terminal is asked, nobody else is. */
export function fetchOptions(
  environment: Environment,
  { yes = false, offline = false }: GlobalFlags,
  { output, progress }: { readonly output: Output; readonly progress: ProgressDisplay },
): FetchOptions {
  const { stdin, stderr, signal, zoo } = environment;
  const ask: FetchOptions["allow"] = async ({ name, bytes, urls, license }) => {
    progress.clear();
    const size = bytes === null ? "" : `${megabytes(bytes)} `;
    const terms = license === null ? "" : `, ${license}`;
    const from = hostOf(urls[0] as string);
    return confirm(
      `${printable(name)} is not here: ${size}from ${from}${terms}. Download? [y/N] `,
      environment,
    );
  };
  const agree: FetchOptions["allow"] = async () => true;
  const isWatched = (stdin ? stdin.isTTY : isatty(0)) === true && stderr.isTTY === true;
  return {
    ...zoo,
    ...{ offline, signal, onNotice: output.note, onDownload: progress.show },
    allow: yes ? agree : isWatched ? ask : undefined,
  };
}

async function confirm(
  question: string,
  { stdin = process.stdin, stderr, signal }: Environment,
): Promise<boolean> {
  // Without editing of the line, so that Ctrl-C stays what it is everywhere.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  try {
    const ended = once(lines, "close").then(() => "");
    const answer = await Promise.race([lines.question(question, { signal }), ended]);
    return /^\s*y(es)?\s*$/i.test(answer);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  } finally {
    lines.close();
  }
}
