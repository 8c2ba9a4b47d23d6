import { mkdir, rename, rm } from "node:fs/promises";
import { RegardError, throwIfCancelled } from "../../errors.js";
import { type Fetchable, hostOf, megabytes } from "../../model/zoo/pinned.js";
import { OtherFileError, SourceError } from "../../model/zoo/source-error.js";
import { type Failed, undownloadable } from "../../model/zoo/undownloadable.js";
import { reason } from "../reason.js";
import { checkCached } from "./cached.js";
import { download } from "./download.js";
import { sha256Of } from "./hash.js";
import { withLock } from "./lock.js";
import { type FetchOptions, type Settled, settled } from "./options.js";
import { leftovers, type Partial, takePartial } from "./partial.js";
import { type Place, placeOf } from "./place.js";
import { isLink, syncFolder } from "./safe-file.js";

/**
 * The path of a pinned file in the cache; where it is not there yet it is downloaded, if that is allowed, and gets its name
 * only once its SHA-256 is the pinned one. Throws `RegardError("usage")` where a download is needed and nobody has allowed
 * it, `"file"` where it fails, `"cancelled"` where it is declined or stopped.
 */
export async function fetchModel(model: Fetchable, options: FetchOptions = {}): Promise<string> {
  const all = settled(options);
  const place = placeOf(all.cache, model.sha256);
  const cached = await checkCached(place, model, all);
  if (cached.state === "right") return place.model;
  const missing =
    cached.state === "absent"
      ? `${model.name} is not in the cache`
      : `${model.name}: the cached file ${place.model} ${cached.why}`;
  await checkAllowed(model, missing, all);
  try {
    await prepare(place);
    const onWait = (): void => all.onNotice?.(`another process downloads ${model.name}; waiting for it`);
    await withLock(place.lock, { signal: all.signal, onWait }, async () => {
      // The one that held the lock before may have done it all.
      if ((await checkCached(place, model, all)).state !== "right") await fill(place, model, all);
    });
  } catch (cause) {
    if (cause instanceof RegardError) throw cause;
    throw new RegardError(
      "file",
      `${model.name} cannot be kept in ${place.folder}: ${reason(cause)}; mend that, or choose another folder with ` +
        "REGARD_CACHE, and run it again: it goes on from where it stopped",
      { cause },
    );
  }
  return place.model;
}

async function checkAllowed(model: Fetchable, missing: string, { offline, allow }: Settled): Promise<void> {
  const [url] = model.urls;
  if (url === undefined) {
    throw new RegardError(
      "usage",
      `${missing}; who serves it is not known: give its address, https://…#sha256=…`,
    );
  }
  // What stands in an address after its path may be a secret, so it is not repeated.
  const pull = `regard models pull ${model.bytes === null ? "'https://…#sha256=…'" : model.name}`;
  if (offline) {
    const why = "--offline or REGARD_OFFLINE keeps Regard off the network";
    throw new RegardError("file", `${missing}, and ${why}; once it may: ${pull}`);
  }
  if (!allow) {
    const size = model.bytes === null ? "" : `${megabytes(model.bytes)} `;
    throw new RegardError(
      "usage",
      `${missing}; nobody has agreed to the download (${size}from ${hostOf(url)}): run ${pull}, or say --yes ` +
        "(in a program: the option allow)",
    );
  }
  if (!(await allow(model))) throw new RegardError("cancelled", `${model.name} was not downloaded`);
}

async function prepare(place: Place): Promise<void> {
  await mkdir(place.folder, { recursive: true });
  if (await isLink(place.folder)) {
    throw new RegardError("file", `${place.folder} is a link, which the cache does not follow; remove it`);
  }
}

/** Downloads from one address after the other, until one has given the file. */
async function fill(place: Place, model: Fetchable, all: Settled): Promise<void> {
  const failures: Failed[] = [];
  for (const url of model.urls) {
    const partial = await takePartial(place);
    try {
      await checkSpace(place, model, partial, all);
      await fillFrom(url, partial, model, all);
    } catch (error) {
      await partial.keep();
      if (!(error instanceof SourceError)) throw error;
      failures.push({ url, error });
      continue;
    }
    await partial.file.close();
    await rename(partial.path, place.model);
    await syncFolder(place.folder);
    for (const left of await leftovers(place)) await rm(left, { recursive: true, force: true });
    // Remembers the hash, so that the first opening does not take it again.
    await checkCached(place, model, all);
    return;
  }
  throw undownloadable(model, failures);
}

/** Fills `partial` so that it is the pinned file, safe on the disk; else throws, and nothing wrong stays in it. */
async function fillFrom(url: string, partial: Partial, model: Fetchable, all: Settled): Promise<void> {
  const { file } = partial;
  const { signal, world, onDownload } = all;
  const onBytes = (done: number, total: number | null): void =>
    onDownload?.(`download ${model.name}`, { done: tenths(done), total: tenths(total ?? done), unit: "MB" });
  for (;;) {
    throwIfCancelled(signal);
    const before = (await file.stat()).size;
    if (before !== model.bytes) await download(file, url, { world, bytes: model.bytes, signal, onBytes });
    await file.sync();
    const found = await sha256Of(file, signal);
    if (found === model.sha256) return;
    await file.truncate(0);
    // The fault may lie in what was there before: once more, from the beginning.
    if (before === 0) throw new OtherFileError(`serves another file: its SHA-256 is ${found}`);
  }
}

/** Megabytes with one digit. */
const tenths = (bytes: number): number => Math.floor(bytes / 1e5) / 10;

async function checkSpace(
  place: Place,
  { name, bytes }: Fetchable,
  partial: Partial,
  all: Settled,
): Promise<void> {
  if (bytes === null) return;
  const needed = bytes - (await partial.file.stat()).size;
  const free = await all.world.free(place.folder);
  if (free >= needed) return;
  throw new RegardError(
    "file",
    `${name} needs ${megabytes(needed)}, and only ${megabytes(free)} are free in ${place.folder}; free some or choose ` +
      "another folder with REGARD_CACHE",
  );
}
