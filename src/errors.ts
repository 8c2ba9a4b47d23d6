import { closest, distance } from "fastest-levenshtein";

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

/** The error of a computation that its caller gave up. */
export const cancelled = (signal?: AbortSignal): RegardError =>
  new RegardError("cancelled", "cancelled", { cause: signal?.reason });

/** Throws `RegardError("cancelled")` where the caller has given up. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
}

/** The candidates most like `asked`, best first: those that contain it, then those a few typing errors away. */
export function nearest(asked: string, candidates: readonly string[], count = 5): string[] {
  const wanted = asked.toLowerCase();
  const near = (name: string): number => {
    const lower = name.toLowerCase();
    if (lower.includes(wanted) || wanted.includes(lower)) return 0;
    return Math.min(distance(wanted, lower), ...lower.split(/[\s_-]+/).map((word) => distance(wanted, word)));
  };
  return [...new Set(candidates)]
    .map((name) => ({ name, distance: near(name) }))
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length)
    .slice(0, count)
    .map(({ name }) => name);
}

/** A sentence for a name that does not exist: `no layer "conv9"; did you mean "conv1"? Layers: conv1, fire2, …`. */
export function unknownName(what: string, asked: string, candidates: readonly string[]): RegardError {
  const best = candidates.length > 0 ? closest(asked, candidates as string[]) : undefined;
  const meant = best === undefined ? "" : `; did you mean "${best}"?`;
  const list =
    candidates.length > 12 ? `nearest: ${nearest(asked, candidates).join(", ")}` : candidates.join(", ");
  return new RegardError("usage", `no ${what} "${asked}"${meant} (${list})`);
}
