import { ascent, tp8 } from "../attack/ascent.js";
import type { RunOptions } from "../backend.js";
import { RegardError } from "../errors.js";
import { type Explainer, oneHot } from "../explainer.js";
import type { Image } from "../image/image.js";
import { fitPicture } from "../model/fit.js";
import { probabilities } from "../model/probabilities.js";
import type { Published, PublishedFigure } from "./published.js";

/** The numbers of a figure as they come out here, and whether they are the published ones. */
export interface VerifiedFigure {
  readonly published: PublishedFigure;
  readonly probability: number;
  readonly steps: number;
  readonly fooled: number;
  readonly isSame: boolean;
}

/**
 * How far a number may be from the published one: probabilities of a classification by a tenth of a percent. An attack goes
 * another way from the first unit on that stands at its kink: PyTorch itself, with one thread, two, or in float64, differs
 * by 2 of 34 updates and by 0.008 in the probability at the end.
 */
const tolerance = {
  probability: 1e-3,
  fooled: 2e-2,
  steps: (published: number) => Math.max(1, published / 10),
};

/**
 * Makes published figures again and compares: the probability of the class to 0.1 %, the number of updates to a tenth (at
 * least one), the probability of the target to 2 %. Throws `RegardError("usage")` where there are not as many pictures as published, `"picture"` where one has another size than
 * the network takes.
 */
export async function verifyFigures(
  explainer: Explainer,
  pictures: readonly Image[],
  published: Published,
  { signal, onProgress }: RunOptions = {},
): Promise<VerifiedFigure[]> {
  const { target, rate, figures } = published;
  if (pictures.length !== published.pictures) {
    throw new RegardError(
      "usage",
      `the figures are of ${published.pictures} pictures, and ${pictures.length} are given; their order counts`,
    );
  }
  const { model } = explainer;
  for (const index of [target, ...figures.map((figure) => figure.class)]) oneHot([index], model.classes);
  // The figures were made of pictures that were cut out before.
  const straight = { preprocessing: { ...model.preprocessing, resize: null, crop: null } };
  const maxSteps = Math.max(tp8.maxSteps, ...figures.map(({ steps }) => 2 * steps));
  const attack = ascent({ ...tp8, rate, maxSteps });
  const verified: VerifiedFigure[] = [];
  for (const figure of figures) {
    const image = pictureAt(pictures, figure.picture, model.size);
    const { pixels } = fitPicture(straight, image);
    const before = probabilities(await explainer.scores(pixels, signal));
    const attempt = await attack(explainer, pixels, target, { signal });
    const probability = before.data[figure.class] ?? Number.NaN;
    const fooled = attempt.probabilities.at(-1) ?? Number.NaN;
    const isSame =
      Math.abs(probability - figure.probability) <= tolerance.probability &&
      Math.abs(fooled - figure.fooled) <= tolerance.fooled &&
      Math.abs(attempt.steps - figure.steps) <= tolerance.steps(figure.steps);
    verified.push({ published: figure, probability, steps: attempt.steps, fooled, isSame });
    onProgress?.({ done: verified.length, total: figures.length, unit: "figure" });
  }
  return verified;
}

function pictureAt(
  pictures: readonly Image[],
  index: number,
  { width, height }: { readonly width: number; readonly height: number },
): Image {
  const image = pictures[index];
  if (!image)
    throw new RegardError("usage", `there is no picture ${index}: they are 0 to ${pictures.length - 1}`);
  if (image.width === width && image.height === height) return image;
  throw new RegardError(
    "picture",
    `picture ${index} has ${image.width} × ${image.height} pixels; the figures are of ${width} × ${height}`,
  );
}
