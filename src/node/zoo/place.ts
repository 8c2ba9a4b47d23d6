import { join } from "node:path";

/** Where a pinned file lies in the cache: in a folder that bears its hash. */
export interface Place {
  readonly folder: string;
  /** The file itself, under this name only once it is known to be the pinned one. */
  readonly model: string;
  /** What an interrupted download left, to go on from. */
  readonly partial: string;
  readonly lock: string;
  /** Remembers which file was hashed. */
  readonly checked: string;
}

export const modelsFolder = (cache: string): string => join(cache, "models");

export function placeOf(cache: string, sha256: string): Place {
  const folder = join(modelsFolder(cache), sha256);
  const model = join(folder, "model.onnx");
  return {
    folder,
    model,
    partial: `${model}.partial`,
    lock: join(folder, "lock"),
    checked: join(folder, "checked"),
  };
}
