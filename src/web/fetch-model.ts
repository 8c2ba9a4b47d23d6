import type { Progress } from "../backend.js";
import { throwIfCancelled } from "../errors.js";
import type { Fetchable } from "../model/zoo/pinned.js";
import { causeOf, receive } from "../model/zoo/receive.js";
import { watchSilence } from "../model/zoo/silence.js";
import { OtherFileError, SourceError } from "../model/zoo/source-error.js";
import { type Failed, undownloadable } from "../model/zoo/undownloadable.js";
import { cacheName, keepCached, takeCached } from "./model-cache.js";
import { sha256Of } from "./sha256.js";

/** How a model gets here. */
export interface FetchOptions {
  /** Told how far the download is, in megabytes. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Stops the download; nothing of it is kept. */
  readonly signal?: AbortSignal | undefined;
  /** The name of the browser's cache that keeps it, `regard-models` unless told otherwise; `null` keeps nothing. */
  readonly cache?: string | null | undefined;
  /** Told what a person should know, in a sentence: that it could not be kept. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/** A connection that is silent for so many milliseconds is given up. */
const patience = 30_000;

/**
 * A pinned file, such as one of the zoo, for `openModel`: out of the browser's cache, or else downloaded, which calling this
 * agrees to. Either way it is given only if its SHA-256 is the pinned one. Throws `RegardError("file")` where no address gives
 * it, `"cancelled"` where the download is stopped.
 */
export async function fetchModel(model: Fetchable, options: FetchOptions = {}): Promise<File> {
  const { signal, cache = cacheName, onNotice } = options;
  throwIfCancelled(signal);
  const file = (blob: Blob): File => new File([blob], `${model.name}.onnx`);
  const cached = cache === null ? null : await takeCached(model, cache);
  if (cached) return file(cached);
  const blob = await downloadFrom(model, options);
  const why = cache === null ? null : await keepCached(model, blob, cache);
  if (why !== null) onNotice?.(`${model.name} cannot be kept (${why}); the next visit downloads it again`);
  return file(blob);
}

/** Tries one address after the other, until one has given the file. */
async function downloadFrom(model: Fetchable, options: FetchOptions): Promise<Blob> {
  const failures: Failed[] = [];
  for (const url of model.urls) {
    try {
      const blob = await download(url, model, options);
      const found = await sha256Of(await blob.arrayBuffer());
      if (found === model.sha256) return blob;
      throw new OtherFileError(`serves another file: its SHA-256 is ${found}`);
    } catch (error) {
      throwIfCancelled(options.signal);
      if (!(error instanceof SourceError)) throw error;
      failures.push({ url, error });
    }
  }
  throw undownloadable(model, failures);
}

async function download(
  url: string,
  { bytes }: Fetchable,
  { signal, onProgress }: FetchOptions,
): Promise<Blob> {
  const { protocol } = new URL(url);
  if (protocol !== "https:") throw new SourceError(`has an address of ${protocol}//, which is not safe`);
  const silence = watchSilence(patience);
  const stop = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  try {
    const answer = await fetch(url, {
      signal: stop,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    }).catch((error: unknown) => {
      stop.throwIfAborted();
      throw new SourceError(`cannot be reached: ${causeOf(error)}`, { cause: error });
    });
    if (answer.status !== 200)
      throw new SourceError(`answers ${answer.status} ${answer.statusText}`.trimEnd());
    const parts: Uint8Array<ArrayBuffer>[] = [];
    await receive(answer.body, {
      from: 0,
      // What the server says is of what it sends, which may be packed.
      total: bytes,
      write: (chunk) => void parts.push(chunk),
      drop: () => void parts.splice(0),
      heard: silence.heard,
      onBytes: (done, total) =>
        onProgress?.({ done: tenths(done), total: tenths(total ?? done), unit: "MB" }),
      signal: stop,
    });
    return new Blob(parts);
  } catch (error) {
    throwIfCancelled(signal);
    silence.signal.throwIfAborted();
    throw error;
  } finally {
    silence.end();
  }
}

/** Megabytes with one digit. */
const tenths = (bytes: number): number => Math.floor(bytes / 1e5) / 10;
