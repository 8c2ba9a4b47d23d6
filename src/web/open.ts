import type { Explainer } from "../explainer.js";
import { assembleFiles } from "../model/assemble-files.js";
import type { Model } from "../model/model.js";
import type { ZooEntry } from "../model/zoo/entry.js";
import { OwningExplainer } from "../owning-explainer.js";
import { webBackend } from "./backend.js";
import { type GivenFile, placed, textOf } from "./given-file.js";
import { findParts } from "./model-files.js";
import { readNetworkFile } from "./network-file.js";
import type { BackendOptions } from "./settings.js";

/** What a model is opened with beside its own files. */
export interface ModelOptions {
  /** A file like `preprocessor_config.json`; stands before the model's own and the zoo's. */
  readonly preprocess?: GivenFile | undefined;
  /** A file with the names of the classes; stands before the model's own `config.json` and the zoo's. */
  readonly labels?: GivenFile | undefined;
  /** The output that scores classes, where the network has several. */
  readonly output?: string | undefined;
  /** What the zoo knows of a model that `fetchModel` gave. */
  readonly entry?: ZooEntry | undefined;
}

/** How a model is opened and run. */
export interface OpenOptions extends ModelOptions, BackendOptions {}

/**
 * Opens the model among `files`, ready to explain: a folder in the layout of the Hugging Face hub, or an ONNX file with
 * what lies beside it (`config.json`, `preprocessor_config.json`, one file of labels). Close the explainer to end what it
 * started. What had to be assumed stands in `explainer.model.notes`. Throws `RegardError` where a file is missing, broken, or
 * not a classifier of color pictures. Call it in a worker, as `webBackend` says.
 */
export async function open(files: readonly GivenFile[], options: OpenOptions = {}): Promise<Explainer> {
  const model = await openModel(files, options);
  return new OwningExplainer(model, webBackend(options));
}

/** The same model as plain data, without anything that could run it. */
export async function openModel(
  files: readonly GivenFile[],
  { preprocess, labels, output, entry }: ModelOptions = {},
): Promise<Model> {
  const parts = findParts(files.map(placed));
  const network = await readNetworkFile(parts);
  const asked = (given: GivenFile | undefined) => (given ? placed(given) : null);
  const [preprocessor, names, config] = await Promise.all(
    [asked(preprocess) ?? parts.preprocessor, asked(labels) ?? parts.labels, parts.config].map((file) =>
      file ? textOf(file) : null,
    ),
  );
  return assembleFiles({
    ...{ name: entry?.name ?? parts.name, entry: entry ?? null, output, network },
    ...{ preprocessor: preprocessor ?? null, labels: names ?? null, config: config ?? null },
  });
}
