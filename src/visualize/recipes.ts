import { isBuiltIn } from "../model/built-in.js";

/** The numbers of a class visualization; `classVisualization` says what each does. */
export interface AscentRecipe {
  /** How often the picture is changed. */
  readonly steps: number;
  /** Step size in the space of `spaceOf`. */
  readonly rate: number;
  /** Whether a step follows the gradient's direction alone, g/‖g‖₂, however large or small the gradient is. */
  readonly normalized: boolean;
  /** λ of the penalty λ·‖x‖². */
  readonly l2: number;
  /** The picture is rolled by 0 … jitter pixels in both directions for each step. */
  readonly jitter: number;
  /** Every how many steps the picture is blurred, the first step included; 0 never. */
  readonly blurEvery: number;
  /** Standard deviation of that Gaussian, in pixels. */
  readonly blurSigma: number;
  /** Every how many steps a snapshot is kept, beside the first and the last. */
  readonly snapshotEvery: number;
}

const assignment = {
  normalized: false,
  l2: 1e-3,
  jitter: 16,
  blurEvery: 10,
  blurSigma: 0.5,
  snapshotEvery: 25,
};

/** Settings by name: published ones, and those for the built-in networks. */
export const recipes = {
  /** The university report that Regard began as. */
  tp8: { ...assignment, steps: 200, rate: 5 },
  /** Stanford's CS231n, assignment 3. */
  cs231n: { ...assignment, steps: 100, rate: 25 },
  /** The built-in networks: steps of one length, because the gradients of a robust network are much smaller (arXiv 1906.00945). */
  bestiary: {
    ...{ steps: 200, rate: 12, normalized: true, l2: 4e-4 },
    ...{ jitter: 4, blurEvery: 4, blurSigma: 0.5, snapshotEvery: 25 },
  },
} as const satisfies Record<string, AscentRecipe>;

export type RecipeName = keyof typeof recipes;

/** The recipe that a model's classes are visualized by unless another is asked for. */
export const recipeFor = (model: string): RecipeName => (isBuiltIn(model) ? "bestiary" : "tp8");
