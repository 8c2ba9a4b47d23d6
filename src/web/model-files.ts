import { RegardError } from "../errors.js";
import { baseName } from "../model/assemble-files.js";
import { configFile, isNetwork, networkAmong, networkName, preprocessorFile } from "../model/model-folder.js";
import type { PlacedFile } from "./given-file.js";

/** Which of the files that were given are the parts of a model. */
export interface ModelFiles {
  readonly name: string;
  readonly onnx: PlacedFile;
  readonly config: PlacedFile | null;
  readonly preprocessor: PlacedFile | null;
  /** A file whose name says that it names the classes. */
  readonly labels: PlacedFile | null;
  /** The file at a path beside the network, for weights that it keeps there. */
  beside(location: string): PlacedFile | null;
}

/** `imagenet-labels.txt`, `synset_words.txt`, `classes.json`. */
const isLabels = (path: string): boolean => /(label|class|synset|names)[^/]*\.(txt|json|csv)$/i.test(path);

/**
 * The parts of a model among files: a folder in the layout of the Hugging Face hub, or an ONNX file with what lies beside it.
 * Throws `RegardError("file")` where no file is an ONNX file, or several are and none in its place.
 */
export function findParts(given: readonly PlacedFile[]): ModelFiles {
  const { folder, files } = inside(given);
  const paths = files.map(({ path }) => path);
  if (!paths.some(isNetwork)) {
    const list = paths.slice(0, 5).join(", ") || "none";
    throw new RegardError(
      "file",
      `there is no ONNX file (.onnx) among the files (${list}); export the model to ONNX`,
    );
  }
  const at = (path: string): PlacedFile | null => files.find((file) => file.path === path) ?? null;
  const found =
    paths.filter(isNetwork).length === 1 ? paths.find(isNetwork) : networkAmong(paths, folder || "of files");
  const onnx = at(found as string) as PlacedFile;
  const own = onnx.path.slice(0, -baseName(onnx.path).length);
  const root = own.replace(/(^|\/)onnx\/$/, "$1");
  const [config, preprocessor] = [at(root + configFile), at(root + preprocessorFile)];
  const named = files.filter(({ path }) => path.startsWith(root) && isLabels(path));
  const isConfigured = config !== null || preprocessor !== null;
  const around = baseName(root.slice(0, -1)) || folder;
  return {
    name: networkName(baseName(onnx.path), around || "model", isConfigured),
    onnx,
    config,
    preprocessor,
    labels: named.length === 1 ? (named[0] ?? null) : null,
    beside: (location) => at(own + location),
  };
}

/** The files by their paths inside of the folder that all of them lie in. */
function inside(files: readonly PlacedFile[]): {
  readonly folder: string;
  readonly files: readonly PlacedFile[];
} {
  const [first] = files;
  const folder = first?.path.includes("/") ? (first.path.split("/")[0] ?? "") : "";
  if (folder === "" || folder === "onnx" || !files.every(({ path }) => path.startsWith(`${folder}/`))) {
    return { folder: "", files };
  }
  const inner = files.map(({ path, blob }) => ({ path: path.slice(folder.length + 1), blob }));
  const deeper = inside(inner);
  return deeper.folder === "" ? { folder, files: inner } : deeper;
}
