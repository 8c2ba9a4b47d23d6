import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { sha256 } from "./server.js";

/** No file has a final name in the cache that is not exactly the pinned one. */
export function expectOnlyPinned(cache: string): void {
  const models = join(cache, "models");
  if (!existsSync(models)) return;
  for (const hash of readdirSync(models)) {
    const model = join(models, hash, "model.onnx");
    if (!existsSync(model)) continue;
    expect(lstatSync(model).isFile()).toBe(true);
    expect(sha256(readFileSync(model))).toBe(hash);
  }
}

/** What lies beside the model of a hash, the model too. */
export const filesOf = (cache: string, hash: string): string[] => {
  const folder = join(cache, "models", hash);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
