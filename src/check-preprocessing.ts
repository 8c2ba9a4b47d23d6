import type { RunOptions } from "./backend.js";
import type { Explainer } from "./explainer.js";
import type { Image } from "./image/image.js";
import { checkByPictures, fewest } from "./model/alternatives.js";
import { fitPicture } from "./model/fit.js";

/** A wrong range shows with 8 pictures, a wrong order needs some 30; each picture is run up to six times. */
const most = 40;

/**
 * What is odd about a model's preprocessing judged by pictures that are at hand anyway, in sentences (`checkByPictures`): a
 * wrong range or channel order. Takes at most 40 of the pictures, evenly spread; says nothing of fewer than 8.
 */
export async function checkPreprocessing(
  explainer: Explainer,
  pictures: readonly { readonly image: Image }[],
  { signal, onProgress }: RunOptions = {},
): Promise<string[]> {
  if (pictures.length < fewest) return [];
  const { model } = explainer;
  const every = Math.max(1, pictures.length / most);
  const few = Array.from(
    { length: Math.min(most, pictures.length) },
    (_, i) => pictures[Math.floor(i * every)],
  );
  const fitted = few.flatMap((picture) => (picture ? [fitPicture(model, picture.image).pixels] : []));
  return checkByPictures(model, (pixels) => explainer.scores(pixels, signal), fitted, onProgress);
}
