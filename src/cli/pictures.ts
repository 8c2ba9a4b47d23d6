import { type ReadPicture, readPictures } from "../node/pictures.js";
import type { Output } from "./output.js";

/** Reads the pictures that the arguments name and says what had to be done to them. */
export async function picturesAt(paths: readonly string[], output: Output): Promise<ReadPicture[]> {
  const pictures = await readPictures(paths);
  for (const { name, notes } of pictures) for (const note of notes) output.note(`note: ${name}: ${note}`);
  return pictures;
}
