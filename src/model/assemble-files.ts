import { RegardError } from "../errors.js";
import { assemble, type Parts } from "./assemble.js";
import { readLabels } from "./labels.js";
import type { Model } from "./model.js";
import { type PreprocessorConfig, readPreprocessorConfig } from "./preprocessor-config.js";
import type { NetworkFile } from "./read-network.js";
import { type ZooEntry, zooPreprocessing } from "./zoo/entry.js";

/** A text beside a network: `path` is what errors call it. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** No text beside a network is longer; a million class names take less: 16 MiB. */
export const mostText = 2 ** 24;

/** The files of a model, read. */
export interface FileParts {
  readonly name: string;
  readonly network: NetworkFile;
  /** Like `preprocessor_config.json`; the zoo's entry is asked without it. */
  readonly preprocessor: TextFile | null;
  /** The model's own `config.json`, which need not name classes. */
  readonly config: TextFile | null;
  /** What a person said names the classes, and must; stands before `config`. */
  readonly labels: TextFile | null;
  readonly entry: ZooEntry | null;
  /** The output that scores classes, where the network has several. */
  readonly output?: string | undefined;
}

/** A classifier from its files. Throws `RegardError("model")` where a text is not what it should be, and where `assemble` does. */
export function assembleFiles({ name, network, entry, output, ...texts }: FileParts): Model {
  const { preprocessor } = texts;
  return assemble({
    name,
    ...network,
    config: preprocessor ? readConfig(preprocessor) : entry ? zooPreprocessing(entry) : undefined,
    labels: readNames(texts, entry),
    output,
  });
}

function readConfig(file: TextFile): PreprocessorConfig {
  return readPreprocessorConfig(parse(file), baseName(file.path));
}

function readNames(
  { labels, config }: Pick<FileParts, "labels" | "config">,
  entry: ZooEntry | null,
): Parts["labels"] {
  const file = labels ?? config;
  if (!file) return entry ? zooNames(entry) : undefined;
  if (!labels) {
    const json = parse(file);
    if (typeof json !== "object" || json === null || !("id2label" in json)) return undefined;
  }
  return { table: readLabels(file.text, file.path), origin: baseName(file.path) };
}

const zooNames = ({ name, labels }: ZooEntry): Parts["labels"] => ({
  table: new Map(labels.entries()),
  origin: `the zoo's entry ${name}`,
});

function parse({ path, text }: TextFile): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RegardError("model", `${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The last part of a path. */
export const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;
