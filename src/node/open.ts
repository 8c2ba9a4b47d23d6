import { freed } from "../errors.js";
import type { Explainer } from "../explainer.js";
import { assembleFiles, type TextFile } from "../model/assemble-files.js";
import type { Model } from "../model/model.js";
import { OwningExplainer } from "../owning-explainer.js";
import { type BackendOptions, nodeBackend } from "./backend.js";
import { findModel } from "./model-files.js";
import { readNetworkFile } from "./network-file.js";
import { readText } from "./read-text.js";
import type { FetchOptions } from "./zoo/options.js";

/** What a model is opened with beside its own files, and how it gets here where it is not. */
export interface ModelOptions extends FetchOptions {
  /** Path of a file like `preprocessor_config.json`; stands before the model's own and the zoo's. */
  readonly preprocess?: string | undefined;
  /** Path of a file with the names of the classes; stands before the model's own `config.json` and the zoo's. */
  readonly labels?: string | undefined;
  /** The output that scores classes, where the network has several. */
  readonly output?: string | undefined;
}

/** How a model is opened and run. */
export interface OpenOptions extends ModelOptions, BackendOptions {}

/**
 * Opens the model at `path`, ready to explain: a folder in the layout of the Hugging Face hub, a bare `.onnx` file, the name
 * of a built-in network or of the zoo (a folder of that name is `./NAME`), or `https://…#sha256=…`. Close the explainer to
 * end what it started. What had to be assumed stands in `explainer.model.notes`. Throws `RegardError` where a file is
 * missing, broken, or not a classifier of color pictures.
 */
export async function open(path: string, options: OpenOptions = {}): Promise<Explainer> {
  const backend = nodeBackend(options);
  backend.start();
  try {
    return new OwningExplainer(await openModel(path, options), backend);
  } catch (error) {
    await freed(backend.close(), options.signal);
    throw error;
  }
}

/** The same model as plain data, without anything that could run it. */
export async function openModel(
  path: string,
  { preprocess, labels, output, ...options }: ModelOptions = {},
): Promise<Model> {
  const files = await findModel(path, options);
  const network = await readNetworkFile(files.onnx);
  const [preprocessor, named, config] = await Promise.all([
    textAt(preprocess ?? files.preprocessor),
    textAt(labels ?? null),
    textAt(labels === undefined ? files.config : null),
  ]);
  const { name, entry } = files;
  return assembleFiles({ name, entry, network, preprocessor, config, labels: named, output });
}

const textAt = async (path: string | null): Promise<TextFile | null> =>
  path === null ? null : { path, text: await readText(path) };
