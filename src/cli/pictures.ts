import { checkPreprocessing } from "../check-preprocessing.js";
import type { Explainer } from "../explainer.js";
import { type ReadPicture, readPictures } from "../node/pictures.js";
import type { NamedPicture } from "../report/studies/named-picture.js";
import type { Job } from "./environment.js";
import type { Output } from "./output.js";

/** Reads the pictures that the arguments name and says what had to be done to them. */
export async function picturesAt(paths: readonly string[], output: Output): Promise<ReadPicture[]> {
  const pictures = await readPictures(paths);
  for (const { name, notes } of pictures) for (const note of notes) output.note(`note: ${name}: ${note}`);
  return pictures;
}

/** Says where the pictures look as if they were prepared in a wrong way. */
export async function notePreprocessing(
  explainer: Explainer,
  pictures: readonly NamedPicture[],
  { output, progress, signal }: Pick<Job<object>, "output" | "progress" | "signal">,
): Promise<void> {
  const notes = await checkPreprocessing(explainer, pictures, {
    signal,
    onProgress: (at) => progress.show("check of the preprocessing", at),
  });
  for (const note of notes) output.note(`note: ${note}`);
}
