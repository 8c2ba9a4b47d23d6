import { basename } from "node:path";
import type { Backend } from "../backend.js";
import { RegardError } from "../errors.js";
import { Explainer } from "../explainer.js";
import { assemble, type Parts } from "../model/assemble.js";
import { readLabels } from "../model/labels.js";
import type { Model } from "../model/model.js";
import { type PreprocessorConfig, readPreprocessorConfig } from "../model/preprocessor-config.js";
import { type BackendOptions, nodeBackend } from "./backend.js";
import { readFailure, reason } from "./files.js";
import { findModel, readModelBytes, weightsBeside } from "./model-files.js";
import { readLimited } from "./read-limited.js";

/** A million class names take less: 16 MiB. */
const mostText = 2 ** 24;

/** What a model is opened with beside its own files. */
export interface ModelOptions {
  /** Path of a file like `preprocessor_config.json`; stands before the model's own. */
  readonly preprocess?: string | undefined;
  /** Path of a file with the names of the classes; stands before the model's own `config.json`. */
  readonly labels?: string | undefined;
  /** The output that scores classes, where the network has several. */
  readonly output?: string | undefined;
}

/** How a model is opened and run. */
export interface OpenOptions extends ModelOptions, BackendOptions {}

/**
 * Opens the model at `path`, ready to explain: a folder in the layout of the Hugging Face hub, a bare `.onnx` file, or the
 * name of a built-in network (a folder of that name is `./NAME`). Close the explainer to end what it started. What had to be
 * assumed stands in `explainer.model.notes`. Throws `RegardError` where a file is missing, broken, or not a classifier of
 * color pictures.
 */
export async function open(path: string, options: OpenOptions = {}): Promise<Explainer> {
  const model = await openModel(path, options);
  return new OwningExplainer(model, nodeBackend(options));
}

/** The same model as plain data, without anything that could run it. */
export async function openModel(
  path: string,
  { preprocess, labels, output }: ModelOptions = {},
): Promise<Model> {
  const files = await findModel(path);
  const preprocessor = preprocess ?? files.preprocessor;
  const names = labels ?? files.config;
  return assemble({
    name: files.name,
    file: files.onnx,
    bytes: await readModelBytes(files.onnx),
    external: weightsBeside(files.onnx),
    config: preprocessor === null ? undefined : await readConfig(preprocessor),
    labels: names === null ? undefined : await readNames(names, labels !== undefined),
    output,
  });
}

async function readConfig(path: string): Promise<PreprocessorConfig> {
  return readPreprocessorConfig(parse(await readText(path), path), basename(path));
}

/** A model's own `config.json` need not name classes; a file that a person names must. */
async function readNames(path: string, isAsked: boolean): Promise<Parts["labels"]> {
  const text = await readText(path);
  if (!isAsked) {
    const config = parse(text, path);
    if (typeof config !== "object" || config === null || !("id2label" in config)) return undefined;
  }
  return { table: readLabels(text, path), origin: basename(path) };
}

async function readText(path: string): Promise<string> {
  try {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    return Buffer.from(await readLimited(path, mostText))
      .toString("utf8")
      .replace(/^\uFEFF/, "");
  } catch (cause) {
    throw await readFailure("file", path, cause);
  }
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
