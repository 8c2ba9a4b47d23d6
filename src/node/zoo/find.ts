import type { ZooEntry } from "../../model/zoo/entry.js";
import { type Fetchable, isAddress, parsePinned } from "../../model/zoo/pinned.js";

/** A model that can be fetched, and what the zoo knows of it. */
export interface Found {
  readonly model: Fetchable;
  readonly entry: ZooEntry | null;
}

/**
 * The model of a name of the zoo, or of an address `https://…#sha256=…`; `null` where it is neither. Throws
 * `RegardError("usage")` for an address that does not pin its file.
 */
export function findPinned(asked: string, entries: readonly ZooEntry[]): Found | null {
  const entry = entries.find(({ name }) => name === asked);
  if (entry) return { model: entry, entry };
  if (!isAddress(asked)) return null;
  const pinned = parsePinned(asked);
  // An address of a file that the zoo knows is the zoo's.
  const known = entries.find(({ sha256 }) => sha256 === pinned.sha256) ?? null;
  return { model: { ...pinned, license: known?.license ?? null }, entry: known };
}
