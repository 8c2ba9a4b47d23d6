import { type BareModel, openBare } from "../bare.js";
import { type BareGradient, type BareGradientOptions, bareGradient } from "../bare-gradient.js";
import { freed } from "../errors.js";
import { readNpyFloats } from "../image/npy.js";
import { type BackendOptions, nodeBackend } from "./backend.js";
import { readFailure } from "./files.js";
import { findModel } from "./model-files.js";
import { readNetworkFile } from "./network-file.js";
import type { ModelOptions } from "./open.js";
import { readLimited } from "./read-limited.js";

/** A batch of a thousand large pictures takes less: 2 GiB − 1. */
const mostArray = 2 ** 31 - 1;

/** How the network of a file is opened without any preprocessing. */
export type BareFileOptions = Omit<ModelOptions, "preprocess" | "labels">;

/** Opens the network of whatever `findModel` finds, without any preprocessing. Throws where it and `openBare` do. */
export async function openBareFile(path: string, options: BareFileOptions = {}): Promise<BareModel> {
  const { name, onnx } = await findModel(path, options);
  return openBare({ name, ...(await readNetworkFile(onnx)), output: options.output });
}

/** A gradient and the model it is of. */
export interface FileGradient extends BareGradient, Pick<BareModel, "name" | "notes"> {}

/**
 * `bareGradient` of a model file for an input in a NumPy file, on a backend of its own. Throws `RegardError("file")` where a
 * file cannot be read.
 */
export async function gradientOfFile(
  path: string,
  input: string,
  target: readonly number[],
  options: BareGradientOptions & BackendOptions & BareFileOptions = {},
): Promise<FileGradient> {
  const model = await openBareFile(path, options);
  const x = readNpyFloats(await readBytes(input), input);
  const backend = nodeBackend(options);
  try {
    const { name, notes } = model;
    return { name, notes, ...(await bareGradient(backend, model, x, target, options)) };
  } finally {
    await freed(backend.close(), options.signal);
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readLimited(path, mostArray);
  } catch (cause) {
    throw await readFailure("file", path, cause);
  }
}
