import type { RunOptions } from "../../backend.js";
import type { Explainer } from "../../explainer.js";
import { fitPicture } from "../../model/fit.js";
import { bestClasses, type ClassScore } from "./class-score.js";
import type { NamedPicture } from "./named-picture.js";

/** What a network says of a picture. */
export interface Classification {
  readonly picture: string;
  /** Best first. */
  readonly top: readonly ClassScore[];
}

/** The `count` most probable classes of each picture. */
export async function classify(
  explainer: Explainer,
  pictures: readonly NamedPicture[],
  count = 5,
  { signal, onProgress }: RunOptions = {},
): Promise<Classification[]> {
  const results: Classification[] = [];
  for (const { name, image } of pictures) {
    const scores = await explainer.scores(fitPicture(explainer.model, image).pixels, signal);
    results.push({ picture: name, top: bestClasses(explainer.model, scores, count) });
    onProgress?.({ done: results.length, total: pictures.length, unit: "picture" });
  }
  return results;
}
