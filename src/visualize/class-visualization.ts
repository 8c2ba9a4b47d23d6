import { RegardError } from "../errors.js";
import type { Tensor } from "../graph/tensor.js";
import { tensor } from "../graph/tensor.js";
import { blur } from "../image/blur.js";
import { type Random, random } from "../image/random.js";
import type { Model } from "../model/model.js";
import { type Space, spaceOf } from "../model/space.js";
import type { Recipe, Snapshot } from "./recipe.js";
import { type AscentRecipe, recipes } from "./recipes.js";
import { RolledPicture } from "./rolled.js";
import { type Standing, summitOf } from "./target.js";

/**
 * Maximizes S_y − λ·‖x‖² from noise N(0, 1), or from a picture, by x ← x + rate · (∂S_y/∂x − 2λx). For each step the
 * picture is rolled by two whole numbers uniform in 0 … jitter and back; after it every channel is held in the range
 * that pixels can have, and every few steps the picture is blurred (reflected border). Same seed, same picture.
 * A channel's mean activation is climbed in the same way in the place of S_y. A normalized recipe takes ∂S_y/∂x / ‖∂S_y/∂x‖₂ for its gradient. Simonyan et al. 2013, arXiv 1312.6034; Yosinski et al.
 * 2015, arXiv 1506.06579; Engstrom et al. 2019, arXiv 1906.00945.
 */
export function classVisualization(settings: Partial<AscentRecipe> = {}): Recipe {
  const recipe: AscentRecipe = { ...recipes.tp8, ...settings };
  check(recipe);
  return async (explainer, target, { from, seed = 0, signal, onProgress, onStep } = {}) => {
    const { model } = explainer;
    const space = spaceOf(model);
    const rng = random(seed);
    const start = from ? copy(space.fromPixels(from)) : noise(rng, model);
    let picture = new RolledPicture(start);
    const seen = new Float32Array(start.data.length);
    const scores: number[] = [];
    const chances: number[] = [];
    const snapshots: Snapshot[] = [];
    const notes = new Set<string>();
    const summit = summitOf(explainer, target);
    const record = async ({ score, probability }: Standing, pixels: () => Tensor): Promise<void> => {
      scores.push(score);
      chances.push(probability);
      await onStep?.({ step: scores.length - 1, pixels: pixels(), score, probability });
    };

    for (let step = 0; step < recipe.steps; step++) {
      const [dy, dx] = [rng.integer(0, recipe.jitter), rng.integer(0, recipe.jitter)];
      const rolled = picture.rolled(dy, dx);
      const answer = await summit.slope(space.toPixels(rolled, seen), signal);
      if (answer.note) notes.add(answer.note);
      await record(answer, () => space.toPixels(picture.upright()));
      climb(rolled, space.gradient(answer.gradient), recipe, space.range);
      if (recipe.blurEvery > 0 && step % recipe.blurEvery === 0) {
        picture = new RolledPicture(blur(picture.upright(), recipe.blurSigma));
      }
      const done = step + 1;
      if (done === 1 || done % recipe.snapshotEvery === 0 || done === recipe.steps) {
        snapshots.push({ step: done, pixels: space.toPixels(picture.upright()) });
      }
      onProgress?.({ done, total: recipe.steps, unit: "step" });
    }
    const pixels = space.toPixels(picture.upright());
    await record(await summit.at(pixels, signal), () => pixels);
    return { pixels, snapshots, scores, probabilities: chances, notes: [...notes] };
  };
}

/**
 * x ← x + rate · (g − 2λx) in place, with g/‖g‖₂ in the place of g where the recipe says so, and every channel held in the range
 * that pixels can have.
 */
function climb(
  { data: x, dims }: Tensor,
  { data: g }: Tensor,
  { rate, l2, normalized }: AscentRecipe,
  range: Space["range"],
): void {
  const norm = normalized ? Math.sqrt(sumOfSquares(g)) : 1;
  // Where a gradient is all zeros there is no direction to follow.
  const scale = norm === 0 ? 0 : 1 / norm;
  const area = x.length / (dims[1] ?? 1);
  for (const [channel, [low, high]] of range.entries()) {
    const end = (channel + 1) * area;
    for (let i = channel * area; i < end; i++) {
      const element = x[i] as number;
      const moved = element + rate * (scale * (g[i] as number) - 2 * l2 * element);
      x[i] = Math.min(Math.max(moved, low), high);
    }
  }
}

function sumOfSquares(data: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (data[i] as number) ** 2;
  return sum;
}

const copy = (x: Tensor): Tensor => ({ ...x, data: x.data.slice() });

function noise(rng: Random, { size: { height, width } }: Model): Tensor {
  return tensor(rng.normals(3 * height * width), [1, 3, height, width]);
}

function check(recipe: AscentRecipe): void {
  const { normalized: _, ...numbers } = recipe;
  for (const [name, value] of Object.entries(numbers)) {
    const isCount = name !== "rate" && name !== "l2" && name !== "blurSigma";
    const least = name === "steps" || name === "snapshotEvery" ? 1 : 0;
    if (value >= least && Number.isFinite(value) && (!isCount || Number.isInteger(value))) continue;
    const expected = isCount ? `a whole number from ${least} up` : "a number from 0 up";
    throw new RegardError("usage", `${name} of a class visualization is ${expected}, not ${value}`);
  }
}
