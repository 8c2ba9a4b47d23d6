import type { RunOptions } from "../../backend.js";
import type { Explainer } from "../../explainer.js";
import { checkByPictures } from "../../model/alternatives.js";
import { fitPicture } from "../../model/fit.js";
import type { NamedPicture } from "./named-picture.js";

/** More pictures than this say nothing new. */
const most = 12;

/**
 * Sentences that say where the network plainly knows these pictures better with another channel order or range: the most
 * common silent mistake of this field. Empty where nothing is odd, or with too few pictures to tell.
 */
export function checkPreprocessing(
  explainer: Explainer,
  pictures: readonly NamedPicture[],
  { signal }: RunOptions = {},
): Promise<string[]> {
  const pixels = pictures.slice(0, most).map(({ image }) => fitPicture(explainer.model, image).pixels);
  return checkByPictures(explainer.model, (each) => explainer.scores(each, signal), pixels);
}
