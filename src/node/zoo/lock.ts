import { randomUUID } from "node:crypto";
import { lstat, readFile, rm, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { throwIfCancelled } from "../../errors.js";
import { createFile } from "./safe-file.js";

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells two locks of one process apart. */
  readonly token: string;
}

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told once, where another process holds the lock. */
  readonly onWait?: () => void;
}

/** A holder touches its lock this often; one that has not for `patience` is gone, on whatever machine. */
const beat = 5_000;
const patience = 60_000;
const pause = 200;

/**
 * What `work` gives while this process alone holds the lock file `path`; waits for another that does. The lock of a process
 * that has died is taken. It saves a second download; that no two write one file does not rest on it.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  await take(path, holder, options);
  const heart = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), beat);
  heart.unref();
  try {
    return await work();
  } finally {
    clearInterval(heart);
    if ((await holderOf(path))?.token === holder.token) await rm(path, { force: true });
  }
}

async function take(path: string, holder: Holder, { signal, onWait }: LockOptions): Promise<void> {
  for (let hasWaited = false; ; ) {
    throwIfCancelled(signal);
    if (await tryTake(path, holder)) return;
    if (await isStale(path)) {
      await rm(path, { force: true, recursive: true });
      continue;
    }
    if (!hasWaited) onWait?.();
    hasWaited = true;
    await sleep(pause);
  }
}

async function tryTake(path: string, holder: Holder): Promise<boolean> {
  const file = await createFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return null;
    throw error;
  });
  if (file === null) return false;
  try {
    await file.writeFile(JSON.stringify(holder));
    return true;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function isStale(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return false;
  if (!found.isFile() || Date.now() - found.mtimeMs > patience) return true;
  const holder = await holderOf(path);
  return holder !== null && isDead(holder);
}

/** `null` where there is none, or where its process has not written it yet. */
async function holderOf(path: string): Promise<Holder | null> {
  try {
    const { pid, host, token } = JSON.parse(await readFile(path, "utf8"));
    return typeof pid === "number" && typeof host === "string" ? { pid, host, token } : null;
  } catch {
    return null;
  }
}

/** Whether a process of this machine has ended; of others nothing is known. */
export function isDead({ pid, host }: Pick<Holder, "pid" | "host">): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
