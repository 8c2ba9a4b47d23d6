import type { Pinned } from "../model/zoo/pinned.js";
import { sha256Of } from "./sha256.js";

/** Where the browser keeps models unless told otherwise. */
export const cacheName = "regard-models";

/** Nobody serves this: it is a name under which the cache finds a file. */
const keyOf = ({ sha256 }: Pick<Pinned, "sha256">): string =>
  new URL(`/.regard/models/${sha256}`, location.origin).href;

/** A cache of the browser; `null` where it has none, as on pages that came over http. */
const openCache = async (name: string): Promise<Cache | null> =>
  "caches" in globalThis ? caches.open(name).catch(() => null) : null;

/** Whether a model is in the browser's cache; nothing is hashed. */
export async function isCached(model: Pick<Pinned, "sha256">, cache = cacheName): Promise<boolean> {
  return (await (await openCache(cache))?.match(keyOf(model))) !== undefined;
}

/** Removes a model from the browser's cache; gives whether it was there. */
export async function removeCached(model: Pick<Pinned, "sha256">, cache = cacheName): Promise<boolean> {
  return (await (await openCache(cache))?.delete(keyOf(model))) ?? false;
}

/** A model out of the browser's cache, hashed again; `null` where it is not there, or is another file than it must be. */
export async function takeCached(model: Pick<Pinned, "sha256">, cache: string): Promise<Blob | null> {
  const found = await (await openCache(cache))?.match(keyOf(model));
  const blob = await found?.blob();
  if (!blob) return null;
  if ((await sha256Of(await blob.arrayBuffer())) === model.sha256) return blob;
  await removeCached(model, cache);
  return null;
}

/** Keeps a model; gives why that cannot be done, or `null`. */
export async function keepCached(
  model: Pick<Pinned, "sha256">,
  blob: Blob,
  cache: string,
): Promise<string | null> {
  try {
    const place = await openCache(cache);
    if (!place) return "this page has no cache";
    await place.put(keyOf(model), new Response(blob));
    return null;
  } catch (cause) {
    return (cause as Error).message;
  }
}
