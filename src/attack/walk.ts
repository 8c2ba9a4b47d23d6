import { type ClassQuestion, classGradient } from "../class-gradient.js";
import { RegardError } from "../errors.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import { fromTensor, toTensor } from "../image/image.js";
import type { Model } from "../model/model.js";
import { argmax, probabilities } from "../model/probabilities.js";
import type { Attack, AttackSettings, Attempt } from "./attack.js";
import { norms } from "./norm.js";

/** A picture under attack. */
export interface Walk {
  /** The picture now, pixels [1, 3, H, W]. */
  readonly pixels: () => Tensor;
  /** The same as near as an 8-bit picture may come to it. */
  readonly rounded: () => Tensor;
  /** Moves the picture up a slope, which is zero where pixels cannot be changed. */
  readonly step: (slope: Tensor) => void;
}

/** Where a walk begins. */
export interface Place {
  readonly model: Model;
  readonly image: Tensor;
  /** Changed pixels to begin with; `null` to begin as the attack does. */
  readonly from: Tensor | null;
  /** The picture as it is saved. */
  readonly saved: Tensor;
  /** 1 where a pixel can be changed by saving another, else 0. */
  readonly free: Float32Array;
}

/** An attack: what it climbs, and how. */
export interface Plan {
  readonly settings: AttackSettings;
  readonly question: ClassQuestion;
  readonly begin: (place: Place) => Walk;
}

/**
 * What all attacks share: up the slope of the target's score, or down that of the picture's own class, until the network says
 * what it shall; then the 8-bit picture is judged as it can be saved, and the walk goes on where that is not fooled. Throws
 * `RegardError("model")` where the score does not depend on the picture.
 */
export function attackBy({ settings, question, begin }: Plan): Attack {
  const { maxSteps, valid } = settings;
  return async (
    explainer,
    image,
    target,
    { saved = as8Bits, from = null, signal, onProgress, onStep } = {},
  ) => {
    const { model } = explainer;
    const goal = await goalOf(explainer, image, target, signal);
    const free = saved(white(image)).data;
    const walk = begin({ model, image, from, saved: saved(image), free });
    const path: number[] = [];
    const notes = new Set<string>();
    const end = (attempt: Pick<Attempt, "adversarial" | "success" | "steps">): Attempt => {
      return { ...attempt, probabilities: path, settings, notes: [...notes] };
    };

    for (let steps = 0; ; steps++) {
      const pixels = walk.pixels();
      const { scores, gradient, note } = await classGradient(explainer, pixels, goal.index, question, signal);
      if (note) notes.add(note);
      const all = probabilities(scores).data;
      path.push(all[goal.index] ?? Number.NaN);
      onProgress?.({ done: steps, total: maxSteps, unit: "step" });
      onStep?.({ step: steps, pixels, probabilities: all, ...distances(image, pixels) });

      const reached = goal.isReached(scores);
      const isLast = steps === maxSteps;
      if (reached || isLast) {
        const file = saved(walk.rounded());
        const success = goal.isReached(await explainer.scores(file, signal));
        if (reached && !success && !valid) notes.add(lostBySaving);
        if (success || isLast || !valid) return end({ adversarial: valid ? file : pixels, success, steps });
      }
      const slope = masked(gradient, goal.sign, valid ? free : null);
      if (slope.data.every((value) => value === 0)) throw onlyBorder(model, goal.index);
      walk.step(slope);
    }
  };
}

/** What an attack wants the network to say. */
interface Goal {
  /** The class whose score is followed. */
  readonly index: number;
  readonly isReached: (scores: Tensor) => boolean;
  /** 1 where its score shall grow, −1 where it shall fall. */
  readonly sign: 1 | -1;
}

async function goalOf(
  explainer: Explainer,
  image: Tensor,
  target: number | null,
  signal: AbortSignal | undefined,
): Promise<Goal> {
  if (target !== null) {
    return { index: target, isReached: (scores) => argmax(scores) === target, sign: 1 };
  }
  const own = argmax(await explainer.scores(image, signal));
  return {
    index: own,
    isReached: (scores) => argmax(scores) !== own,
    sign: -1,
  };
}

const masked = (gradient: Tensor, sign: number, free: Float32Array | null): Tensor => ({
  ...gradient,
  data: gradient.data.map((value, i) => sign * value * (free ? (free[i] as number) : 1)),
});

function distances(from: Tensor, to: Tensor): { readonly l2: number; readonly linf: number } {
  const change = to.data.map((value, i) => value - (from.data[i] as number));
  return { l2: norms.l2.size(change), linf: norms.linf.size(change) };
}

const lostBySaving =
  "the network calls the unclipped picture the target, but not the 8-bit picture that can be saved";

const onlyBorder = ({ name, labels, size }: Model, target: number): RegardError =>
  new RegardError(
    "model",
    `${name}: the score of "${labels[target]}" depends only on the black border around the picture, which is smaller ` +
      `than the network's ${size.width} × ${size.height}; make it larger first`,
  );

const as8Bits = (pixels: Tensor): Tensor => toTensor(fromTensor(pixels));

/** White where it can be saved shows where a picture can be changed at all. */
const white = (pixels: Tensor): Tensor => ({ ...pixels, data: pixels.data.map(() => 1) });
