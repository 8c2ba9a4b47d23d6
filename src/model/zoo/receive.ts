import { OtherFileError, SourceError } from "./source-error.js";

/** Where the size is not pinned, no file may be larger than this, 4 GiB. */
const mostBytes = 2 ** 32;

export interface Receiving {
  /** How many bytes there are already. */
  readonly from: number;
  /** How many there will be; `null` where nobody knows. */
  readonly total: number | null;
  write(chunk: Uint8Array<ArrayBuffer>, at: number): Promise<void> | void;
  /** Gives up all that has been written. */
  drop(): Promise<void> | void;
  /** Told how many bytes of how many are there. */
  readonly onBytes?: ((done: number, total: number | null) => void) | undefined;
  /** Told of each sign of life. */
  heard(): void;
  readonly signal: AbortSignal;
}

/** Writes what a server sends, and no more than it may. Throws `SourceError` where that is not as many bytes as it must be. */
export async function receive(body: Response["body"], receiving: Receiving): Promise<void> {
  const { from, total, onBytes } = receiving;
  const most = total ?? mostBytes;
  if (most > mostBytes) throw new OtherFileError(`serves ${most} bytes, more than ${mostBytes}`);
  let at = from;
  onBytes?.(at, total);
  for await (const chunk of chunks(body, receiving.signal)) {
    receiving.heard();
    if (at + chunk.length > most) {
      await receiving.drop();
      throw new OtherFileError(`sends more than ${most} bytes`);
    }
    await receiving.write(chunk, at);
    at += chunk.length;
    onBytes?.(at, total);
  }
  if (total !== null && at < total) throw new SourceError(`broke off after ${at} of ${total} bytes`);
}

async function* chunks(body: Response["body"], signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
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

/** `fetch` says "fetch failed" and hides why in the cause. */
export function causeOf(error: unknown): string {
  const { cause } = error as Error;
  if (cause instanceof AggregateError && cause.errors.length > 0) return causeOf({ cause: cause.errors[0] });
  if (cause instanceof Error) return cause.message || String("code" in cause ? cause.code : cause.name);
  return error instanceof Error ? error.message : String(error);
}
