import type { RunOptions } from "../../backend.js";
import type { Explainer } from "../../explainer.js";
import { fromTensor, type Image } from "../../image/image.js";
import { fitPicture } from "../../model/fit.js";
import type { Model } from "../../model/model.js";
import { classVisualization } from "../../visualize/class-visualization.js";
import type { Start } from "../../visualize/recipe.js";
import type { AscentRecipe } from "../../visualize/recipes.js";
import type { Target } from "../../visualize/target.js";
import { type ClassName, className } from "./class-score.js";
import type { NamedPicture } from "./named-picture.js";

/** A picture made so that a network scores it highly as a class, and the way there. */
export interface VisualizationStudy {
  /** The class; of a channel its index, and `LAYER:CHANNEL` for a label. */
  readonly target: ClassName;
  /** The layer whose channel this is, `null` for a class. */
  readonly layer: string | null;
  readonly recipe: string;
  readonly settings: AscentRecipe;
  readonly seed: number;
  /** The picture it started from, as the network sees it; `null` for noise. */
  readonly from: NamedPicture | null;
  readonly image: Image;
  readonly snapshots: readonly { readonly step: number; readonly image: Image }[];
  /** Before each step, and at the end. */
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  readonly notes: readonly string[];
}

export interface VisualizationOptions extends RunOptions {
  /** The recipe's name, for captions. */
  readonly recipe: string;
  readonly settings: AscentRecipe;
  readonly seed: number;
  /** The picture to start from; noise unless given. */
  readonly from?: NamedPicture | null;
  readonly onStep?: Start["onStep"];
}

/** A class visualization with everything that its figure needs. */
export async function studyVisualization(
  explainer: Explainer,
  target: Target,
  { recipe, settings, seed, from = null, signal, onProgress, onStep }: VisualizationOptions,
): Promise<VisualizationStudy> {
  const start = from && fitPicture(explainer.model, from.image).pixels;
  const made = await classVisualization(settings)(explainer, target, {
    from: start ?? undefined,
    seed,
    signal,
    onProgress,
    onStep,
  });
  return {
    ...named(explainer.model, target),
    recipe,
    settings,
    seed,
    from: from && start && { name: from.name, image: fromTensor(start) },
    image: fromTensor(made.pixels),
    snapshots: made.snapshots.map(({ step, pixels }) => ({ step, image: fromTensor(pixels) })),
    scores: made.scores,
    probabilities: made.probabilities,
    notes: made.notes,
  };
}

const named = (model: Model, target: Target): Pick<VisualizationStudy, "target" | "layer"> =>
  typeof target === "number"
    ? { target: className(model, target), layer: null }
    : {
        target: { index: target.channel, label: `${target.layer}:${target.channel}` },
        layer: target.layer,
      };

/** Every combination of the values of a sweep, the last option varying fastest. */
export function sweep(base: AscentRecipe, values: SweepValues): AscentRecipe[] {
  const axes = Object.entries(values).filter(([, list]) => list !== undefined && list.length > 0);
  return axes.reduce<AscentRecipe[]>(
    (settings, [name, list]) =>
      settings.flatMap((each) => (list ?? []).map((value) => ({ ...each, [name]: value }))),
    [base],
  );
}

/** The values that a sweep runs through. */
export type SweepValues = { readonly [Name in keyof AscentRecipe]?: readonly number[] | undefined };
