import { RegardError } from "../errors.js";

// The layout of a model's folder on the Hugging Face hub.

/** Where the ONNX file lies in a folder of the hub, of Transformers.js, or anywhere else. */
const places = ["onnx/model.onnx", "model.onnx"];

/** What lies beside the network: the names of its classes, and how pictures are prepared for it. */
export const configFile = "config.json";
export const preprocessorFile = "preprocessor_config.json";

export const isNetwork = (path: string): boolean => path.toLowerCase().endsWith(".onnx");

/**
 * The network among the files of a folder, given by their paths in it: the one in its place, or the only one there is. `inFull`
 * gives the path that a person would open. Throws `RegardError("file")` where there is none, or several and none in its place.
 */
export function networkAmong(
  paths: readonly string[],
  folder: string,
  inFull: (path: string) => string = (path) => path,
): string {
  const others = paths.filter(isNetwork).sort();
  const [only, ...more] = others;
  const found = places.find((place) => paths.includes(place)) ?? (more.length === 0 ? only : undefined);
  if (found !== undefined) return found;
  const hint =
    only === undefined
      ? "export the model to ONNX and put it there"
      : `open one of ${others.slice(0, 8).map(inFull).join(", ")}`;
  throw new RegardError("file", `the folder ${folder} holds no ${places.join(" and no ")}; ${hint}`);
}

/** What people call a network file: of a folder with its configuration `onnx/model_fp16.onnx` is a variant. */
export function networkName(file: string, folder: string, isConfigured: boolean): string {
  const name = file.replace(/\.onnx$/i, "");
  return isConfigured ? name.replace(/^model(?=$|_)/, folder) : name;
}
