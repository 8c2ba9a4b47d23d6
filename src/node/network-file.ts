import { stat } from "node:fs/promises";
import { outline, ownFile } from "../graph/proto/outline.js";
import { leastStored, type NetworkFile } from "../model/read-network.js";
import { readFailure } from "./files.js";
import { readModelBytes, weightsBeside } from "./model-files.js";
import { allocateShared } from "./shared.js";
import { StoredFile } from "./stored-file.js";

/**
 * The ONNX file at `path`, its largest weights left where they are: VGG16's three matrices are 494 of its 553 MB. Throws
 * `RegardError("file")` where it cannot be read.
 */
export async function readNetworkFile(path: string): Promise<NetworkFile> {
  const beside = weightsBeside(path);
  const { size = 0 } = (await stat(path).catch(() => null)) ?? {};
  const file = size < leastStored ? null : await openStored(path);
  const bytes = file && outline(file, leastStored, allocateShared);
  if (!bytes) return { bytes: await readModelBytes(path), file: path, external: beside };
  return { bytes, file: path, external: (location) => (location === ownFile ? file : beside(location)) };
}

async function openStored(path: string): Promise<StoredFile> {
  try {
    return StoredFile.open(path);
  } catch (cause) {
    throw await readFailure("model", path, cause);
  }
}
