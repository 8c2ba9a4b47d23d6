import { distance } from "fastest-levenshtein";

/** Where an error comes from; the command line ends with 2 for `usage` and with 1 for every other kind. */
export type ErrorKind = "usage" | "model" | "picture" | "file" | "runtime" | "cancelled";

/** An error that a person can act on: its message says what was asked, where it failed and what to do. */
export class RegardError extends Error {
  override readonly name = "RegardError";
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What `work` gives; its errors for people get the name of the file in front. */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RegardError)) throw error;
    throw new RegardError(error.kind, `${file}: ${error.message}`, { cause: error });
  }
}

/** The error of a computation that its caller gave up. */
export const cancelled = (signal?: AbortSignal): RegardError =>
  new RegardError("cancelled", "cancelled", { cause: signal?.reason });

/** Throws `RegardError("cancelled")` where the caller has given up. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
}

/** Waits until something is freed; not where the caller has given up, since it may wait for a call of the runtime to end. */
export async function freed(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal?.aborted) await work;
  else work.catch(() => {});
}

/** How far a name is from what was asked: 0 where it contains it, else typing errors in it or in one of its words. */
function apart(asked: string, name: string): number {
  const [wanted, lower] = [asked.toLowerCase(), name.toLowerCase()];
  if (lower.includes(wanted)) return 0;
  return Math.min(...[lower, ...lower.split(/[^\p{L}\p{N}]+/u)].map((part) => distance(wanted, part)));
}

/** The candidates most like `asked`, best first: those that contain it, then those a few typing errors away. */
export function nearest(asked: string, candidates: readonly string[], count = 5): string[] {
  return [...new Set(candidates)]
    .map((name) => ({ name, apart: apart(asked, name) }))
    .sort((a, b) => a.apart - b.apart || a.name.length - b.name.length)
    .slice(0, count)
    .map(({ name }) => name);
}

/** More typing errors than this share of a word make another word. */
const mistyped = 0.4;

/** A sentence for a name that does not exist: `no layer "conv9"; did you mean "conv1"? (conv1, fire2, …)`. */
export function unknownName(what: string, asked: string, candidates: readonly string[]): RegardError {
  const near = nearest(asked, candidates);
  const [best] = near;
  const isLikely = best !== undefined && apart(asked, best) <= mistyped * asked.length;
  const meant = isLikely ? `; did you mean "${best}"?` : "";
  const list = candidates.length > 12 ? `nearest: ${near.join(", ")}` : candidates.join(", ");
  return new RegardError("usage", `no ${what} "${asked}"${meant} (${list})`);
}
