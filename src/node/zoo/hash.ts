import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { throwIfCancelled } from "../../errors.js";

/** The SHA-256 of all of an open file, in hexadecimal digits. */
export async function sha256Of(file: FileHandle, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (let at = 0; ; ) {
    throwIfCancelled(signal);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}
