import type { FileHandle } from "node:fs/promises";
import { throwIfCancelled } from "../../errors.js";
import { receive } from "../../model/zoo/receive.js";
import { type Silence, watchSilence } from "../../model/zoo/silence.js";
import { OtherFileError, SourceError } from "../../model/zoo/source-error.js";
import { type Answer, request } from "./request.js";
import type { World } from "./world.js";

export interface DownloadOptions {
  readonly world: World;
  /** The whole file's; `null` where it is not known. */
  readonly bytes: number | null;
  readonly signal?: AbortSignal | undefined;
  /** Told how many bytes of how many are there; `null` where nobody knows how many there will be. */
  readonly onBytes?: (done: number, total: number | null) => void;
}

/**
 * Fills `file` with what `url` serves, from where it ends. Throws `SourceError` where the address does not give as many bytes
 * as the file must have; what has come till then stays in the file, unless it cannot be of use.
 */
export async function download(file: FileHandle, url: string, options: DownloadOptions): Promise<void> {
  const { world, signal } = options;
  const silence = watchSilence(world.patience);
  const stop = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  try {
    const { answer, from } = await ask(file, url, options, stop);
    silence.heard();
    await receiveInto(file, answer, from, options, silence, stop);
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

async function receiveInto(
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
    throw new OtherFileError(`serves a file of ${promised} bytes, not of ${bytes}`);
  }
  const total = bytes ?? promised;
  await file.truncate(from);
  // More than the file has: nothing of it can be trusted.
  const drop = (): Promise<void> => file.truncate(0);
  const write = async (chunk: Uint8Array, at: number): Promise<void> => {
    await world.write(file, chunk, at);
    // The disk may have been what took so long.
    silence.heard();
  };
  await receive(body, { from, total, write, drop, onBytes, heard: silence.heard, signal });
}
