import { readFile } from "node:fs/promises";
import { type BareModel, openBare } from "../bare.js";
import { type BareGradient, type BareGradientOptions, bareGradient } from "../bare-gradient.js";
import { readNpyFloats } from "../image/npy.js";
import { type BackendOptions, nodeBackend } from "./backend.js";
import { readFailure } from "./files.js";
import { findModel } from "./model-files.js";
import { readNetworkFile } from "./network-file.js";
import type { FetchOptions } from "./zoo/options.js";

/** Opens the network of whatever `findModel` finds, without any preprocessing. Throws where it and `openBare` do. */
export async function openBareFile(path: string, options: FetchOptions = {}): Promise<BareModel> {
  const { name, onnx } = await findModel(path, options);
  return openBare({ name, ...(await readNetworkFile(onnx)) });
}

/** A gradient and the model it is of. */
export interface FileGradient extends BareGradient {
  readonly name: string;
}

/**
 * `bareGradient` of a model file for an input in a NumPy file, on a backend of its own. Throws `RegardError("file")` where a
 * file cannot be read.
 */
export async function gradientOfFile(
  path: string,
  input: string,
  target: readonly number[],
  options: BareGradientOptions & BackendOptions & FetchOptions = {},
): Promise<FileGradient> {
  const model = await openBareFile(path, options);
  const x = readNpyFloats(await readBytes(input), input);
  const backend = nodeBackend(options);
  try {
    return { name: model.name, ...(await bareGradient(backend, model, x, target, options)) };
  } finally {
    await backend.close();
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw await readFailure("file", path, cause);
  }
}
