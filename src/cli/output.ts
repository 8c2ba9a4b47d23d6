import type { SavedFile } from "../node/folder.js";
import { printable, printableLines } from "./printable.js";
import type { ProgressDisplay } from "./progress.js";
import type { JsonRecord } from "./records.js";

/** Where a command's words go: results on standard output, everything else on standard error. */
export interface Output {
  /** A result: the record as one line of JSON with `--json`, the text otherwise. */
  result(record: JsonRecord, text: string): void;
  /** A file that was written. */
  file(written: SavedFile): void;
  /** A remark for people; silent with `--quiet`. */
  note(text: string): void;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly progress: ProgressDisplay;
}

export function createOutput({ json, quiet, stdout, stderr, progress }: OutputOptions): Output {
  const output: Output = {
    result(record, text) {
      progress.clear();
      if (json) stdout.write(`${JSON.stringify(record, finite)}\n`);
      else if (text !== "") stdout.write(`${printableLines(text)}\n`);
    },
    file: ({ path, what }) => output.result({ type: "file", path, what }, `wrote ${path} (${what})`),
    note(text) {
      if (quiet) return;
      progress.clear();
      stderr.write(`${printable(text)}\n`);
    },
  };
  return output;
}

/** JSON has no Infinity and no NaN; both become null, as documented. */
const finite = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? null : value;
