import { basename } from "node:path";
import type { Backend } from "../backend.js";
import { freed, RegardError } from "../errors.js";
import { Explainer } from "../explainer.js";
import { assemble, type Parts } from "../model/assemble.js";
import { readLabels } from "../model/labels.js";
import type { Model } from "../model/model.js";
import { type PreprocessorConfig, readPreprocessorConfig } from "../model/preprocessor-config.js";
import { type ZooEntry, zooPreprocessing } from "../model/zoo/entry.js";
import { type BackendOptions, nodeBackend } from "./backend.js";
import { findModel } from "./model-files.js";
import { readNetworkFile } from "./network-file.js";
import { readText } from "./read-text.js";
import { reason } from "./reason.js";
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
  const entry = files.entry ?? undefined;
  const preprocessor = preprocess ?? files.preprocessor;
  const names = labels ?? files.config;
  return assemble({
    name: files.name,
    ...(await readNetworkFile(files.onnx)),
    config: preprocessor === null ? entry && zooPreprocessing(entry) : await readConfig(preprocessor),
    labels: names === null ? entry && zooNames(entry) : await readNames(names, labels !== undefined),
    output,
  });
}

async function readConfig(path: string): Promise<PreprocessorConfig> {
  return readPreprocessorConfig(parse(await readText(path), path), basename(path));
}

const zooNames = ({ name, labels }: ZooEntry): Parts["labels"] => ({
  table: new Map(labels.entries()),
  origin: `the zoo's entry ${name}`,
});

/** A model's own `config.json` need not name classes; a file that a person names must. */
async function readNames(path: string, isAsked: boolean): Promise<Parts["labels"]> {
  const text = await readText(path);
  if (!isAsked) {
    const config = parse(text, path);
    if (typeof config !== "object" || config === null || !("id2label" in config)) return undefined;
  }
  return { table: readLabels(text, path), origin: basename(path) };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RegardError("model", `${path} is not JSON: ${reason(cause)}`, { cause });
  }
}

/** An explainer whose backend nobody else uses. */
class OwningExplainer extends Explainer {
  readonly #backend: Backend;

  constructor(model: Model, backend: Backend) {
    super(model, backend);
    this.#backend = backend;
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#backend.close()]);
  }
}
