import { readdir, rm } from "node:fs/promises";
import { RegardError, unknownName } from "../../errors.js";
import { isBuiltIn } from "../../model/built-in.js";
import type { Fetchable } from "../../model/zoo/pinned.js";
import { builtInFolder } from "../built-in.js";
import { type Cached, checkCached, looksCached } from "./cached.js";
import { findPinned } from "./find.js";
import { withLock } from "./lock.js";
import { type FetchOptions, type Settled, settled } from "./options.js";
import { modelsFolder, type Place, placeOf } from "./place.js";
import { isLink, isThere } from "./safe-file.js";

/** A model that may be in the cache, and where it would lie. */
export interface CacheModel extends Fetchable {
  readonly path: string;
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * The model of a name of the zoo, of an address `https://…#sha256=…`, or of a SHA-256. Throws `RegardError("usage")` for a
 * name that is none, with the nearest.
 */
export function cacheModel(asked: string, options: FetchOptions = {}): CacheModel {
  const { cache, entries } = settled(options);
  if (isBuiltIn(asked)) {
    throw new RegardError("usage", `${asked} is built in, it lies in ${builtInFolder(asked)}`);
  }
  const found = findPinned(asked, entries)?.model ?? ofHash(asked, entries);
  if (!found) {
    const names = entries.map(({ name }) => name);
    throw unknownName("model", asked, names);
  }
  return { ...found, path: placeOf(cache, found.sha256).model };
}

function ofHash(asked: string, entries: Settled["entries"]): Fetchable | null {
  const sha256 = asked.toLowerCase();
  if (!isHash(sha256)) return null;
  const unknown = { name: sha256, urls: [], sha256, bytes: null, license: null };
  return entries.find((entry) => entry.sha256 === sha256) ?? unknown;
}

/** Every model that lies in the cache, or some of it: those of the zoo in its order, then the others. */
export async function cachedModels(options: FetchOptions = {}): Promise<CacheModel[]> {
  const { cache, entries } = settled(options);
  const hashes = (await readdir(modelsFolder(cache)).catch(() => [])).filter(isHash);
  const order = entries.map(({ sha256 }) => sha256);
  const rank = (hash: string): number => (order.indexOf(hash) + order.length + 1) % (order.length + 1);
  const there = await Promise.all(hashes.map((hash) => isThere(placeOf(cache, hash).model)));
  return hashes
    .filter((_, i) => there[i])
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((hash) => cacheModel(hash, options));
}

/** Whether a model looks as if it were in the cache: its size is right; nothing is hashed. */
export const isCached = (model: CacheModel, options: FetchOptions = {}): Promise<boolean> =>
  looksCached(placeIn(model, options), model);

/** Hashes a cached model, whatever is remembered of it. */
export const verifyCached = (model: CacheModel, options: FetchOptions = {}): Promise<Cached> =>
  checkCached(placeIn(model, options), model, { anew: true, signal: options.signal });

/** Removes a model from the cache, unfinished downloads too; gives whether there was anything. */
export async function removeCached(model: CacheModel, options: FetchOptions = {}): Promise<boolean> {
  const { folder, lock } = placeIn(model, options);
  if (!(await isThere(folder))) return false;
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const onWait = (): void => options.onNotice?.(`another process downloads ${model.name}; waiting for it`);
  // What a link leads to is not the cache's.
  if (await isLink(folder)) await remove();
  else await withLock(lock, { signal: options.signal, onWait }, remove);
  return true;
}

const placeIn = ({ sha256 }: CacheModel, options: FetchOptions): Place =>
  placeOf(settled(options).cache, sha256);
