import type { FileHandle } from "node:fs/promises";
import { throwIfCancelled } from "../../errors.js";
import { type Answer, causeOf, request } from "./request.js";
import { SourceError } from "./source-error.js";
import type { World } from "./world.js";

export interface DownloadOptions {
  readonly world: World;
  /** The whole file's; `null` where it is not known. */
  readonly bytes: number | null;
  readonly signal?: AbortSignal | undefined;
  /** Told how many bytes of how many are there; `null` where nobody knows how many there will be. */
  readonly onBytes?: (done: number, total: number | null) => void;
}

/** Where the size is not pinned, no file may be larger than this, 4 GiB. */
const mostBytes = 2 ** 32;

/**
 * Fills `file` with what `url` serves, from where it ends. Throws `SourceError` where the address does not give as many bytes
 * as the file must have; what has come till then stays in the file, unless it cannot be of use.
 */
export async function download(file: FileHandle, url: string, options: DownloadOptions): Promise<void> {
  const { world, signal } = options;
  const silence = watch(world.patience);
  const stop = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  try {
    const { answer, from } = await ask(file, url, options, stop);
    silence.heard();
    await receive(file, answer, from, options, silence, stop);
  } catch (error) {
    // An abort reaches us as what broke off because of it.
    throwIfCancelled(signal);
    silence.signal.throwIfAborted();
    throw error;
  } finally {
    silence.end();
  }
}

/**
 * Asks for the rest of a file. No If-Range: all that would protect from is a rest of another file, and the hash of the whole
 * does that whatever the server says.
 */
async function ask(
  file: FileHandle,
  url: string,
  { world, bytes }: DownloadOptions,
  signal: AbortSignal,
): Promise<{ readonly answer: Answer; readonly from: number }> {
  // Compressed bytes have other numbers.
  const plain = { "accept-encoding": "identity", "user-agent": "regard" };
  const { size } = await file.stat();
  if (size > 0 && (bytes === null || size < bytes)) {
    const answer = await request(world.transport, url, { ...plain, range: `bytes=${size}-` }, signal);
    if (answer.status === 206 && goesOn(answer, size, bytes)) return { answer, from: size };
    if (answer.status === 200) return { answer, from: 0 };
    await answer.body?.cancel();
    // 416, or another part than was asked for: once more, for all of it.
    if (answer.status !== 416 && answer.status !== 206) throw new SourceError(refusal(answer));
  }
  const answer = await request(world.transport, url, plain, signal);
  if (answer.status === 200) return { answer, from: 0 };
  await answer.body?.cancel();
  throw new SourceError(refusal(answer));
}

const refusal = ({ status, statusText }: Answer): string => `answers ${status} ${statusText}`.trimEnd();

/** Whether the answer is the rest of a file from `size` on, and of a file that is `bytes` long. */
function goesOn({ headers }: Answer, size: number, bytes: number | null): boolean {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  return Number(start) === size && (bytes === null || total === "*" || Number(total) === bytes);
}

async function receive(
  file: FileHandle,
  { headers, body }: Answer,
  from: number,
  { world, bytes, onBytes }: DownloadOptions,
  silence: Silence,
  signal: AbortSignal,
): Promise<void> {
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") throw new SourceError(`packs the file (${encoding}) though asked not to`);
  const length = headers.get("content-length");
  const promised = length === null ? null : from + Number(length);
  if (promised !== null && bytes !== null && promised !== bytes) {
    throw new SourceError(`serves a file of ${promised} bytes, not of ${bytes}`);
  }
  const total = bytes ?? promised;
  const most = total ?? mostBytes;
  if (bytes === null && most > mostBytes)
    throw new SourceError(`serves ${most} bytes, more than ${mostBytes}`);
  await file.truncate(from);
  let at = from;
  onBytes?.(at, total);
  for await (const chunk of chunks(body, signal)) {
    silence.heard();
    if (at + chunk.length > most) {
      // More than the file has: nothing of it can be trusted.
      await file.truncate(0);
      throw new SourceError(`sends more than ${most} bytes`);
    }
    await world.write(file, chunk, at);
    // The disk may have been what took so long.
    silence.heard();
    at += chunk.length;
    onBytes?.(at, total);
  }
  if (total !== null && at < total) throw new SourceError(`broke off after ${at} of ${total} bytes`);
}

async function* chunks(body: Answer["body"], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read().catch((error: unknown) => {
        signal.throwIfAborted();
        throw new SourceError(`broke off: ${causeOf(error)}`, { cause: error });
      });
      if (!next || next.done) return;
      yield next.value;
    }
  } finally {
    await reader?.cancel().catch(() => {});
  }
}

interface Silence {
  readonly signal: AbortSignal;
  heard(): void;
  end(): void;
}

/** Aborts when nothing has been heard for so many milliseconds. */
function watch(patience: number): Silence {
  const controller = new AbortController();
  const give = (): void => controller.abort(new SourceError(`sent nothing for ${patience / 1000} s`));
  const timer = setTimeout(give, patience);
  return { signal: controller.signal, heard: () => timer.refresh(), end: () => clearTimeout(timer) };
}
