import type { RunOptions } from "../../backend.js";
import { type Localization, localize } from "../../evaluate/localization.js";
import { coverageOf, maskOf } from "../../evaluate/mask.js";
import type { Explainer } from "../../explainer.js";
import type { Heatmap } from "../../image/heatmap.js";
import { fromTensor, type Image } from "../../image/image.js";
import { findClass } from "../../model/class-name.js";
import { fitPicture } from "../../model/fit.js";
import { argmax } from "../../model/probabilities.js";
import type { Method } from "../../saliency/method.js";
import { bestClasses, type ClassScore } from "./class-score.js";
import type { NamedPicture } from "./named-picture.js";

/** A picture and the map that says what of it mattered for a class. */
export interface SaliencyStudy {
  /** What the picture is called. */
  readonly picture: string;
  /** The picture as the network sees it: resized and cropped. */
  readonly image: Image;
  readonly top: ClassScore;
  /** The class that the map explains. */
  readonly target: ClassScore;
  readonly method: string;
  /** Before any scaling for display; the size of `image`. */
  readonly map: Heatmap;
  /** How well the map finds the object, where its mask is known. */
  readonly localization: Localization | null;
  readonly notes: readonly string[];
}

export interface SaliencyOptions extends RunOptions {
  /** The method's name, for captions. */
  readonly name: string;
  /** The class to explain; each picture's own top class unless given. */
  readonly target?: number | undefined;
}

/** A saliency map of each picture. Throws `RegardError("usage")` where there is no such class. */
export async function studySaliency(
  explainer: Explainer,
  pictures: readonly NamedPicture[],
  method: Method,
  { name, target, signal, onProgress }: SaliencyOptions,
): Promise<SaliencyStudy[]> {
  const { model } = explainer;
  const studies: SaliencyStudy[] = [];
  for (const { name: picture, image, mask } of pictures) {
    const { pixels } = fitPicture(model, image);
    const asked = target === undefined ? "top" : findClass(model, target);
    const { notes, scores, ...map } = await method(explainer, pixels, asked, { signal });
    const classes = bestClasses(model, scores);
    const of = (index: number): ClassScore => classes.find((each) => each.index === index) as ClassScore;
    const top = of(argmax(scores));
    const object = mask ? maskOf(coverageOf(fromTensor(fitPicture(model, mask).pixels))) : null;
    // A crop may leave nothing of the object.
    const localization = object?.inside.includes(true) ? localize(map, object) : null;
    studies.push({
      ...{ picture, image: fromTensor(pixels), top, target: asked === "top" ? top : of(asked) },
      ...{ method: name, map, localization, notes },
    });
    onProgress?.({ done: studies.length, total: pictures.length, unit: "picture" });
  }
  return studies;
}
