import { classGradient } from "../class-gradient.js";
import { RegardError } from "../errors.js";
import type { Tensor } from "../graph/tensor.js";
import { fromTensor, toTensor } from "../image/image.js";
import type { Model } from "../model/model.js";
import { argmax, probabilities } from "../model/probabilities.js";
import { clampTo, spaceOf } from "../model/space.js";
import type { Attack } from "./attack.js";

export interface AscentOptions {
  /** Length of a step in the network's normalized input (`spaceOf`). */
  readonly rate?: number;
  readonly maxSteps?: number;
  /** Keep to pictures that can be saved, and go on until the picture as it is saved is the target too. */
  readonly valid?: boolean;
}

/** What the options are unless given. */
export const standard: Required<AscentOptions> = { rate: 1, maxSteps: 100, valid: true };

/** The assignment's own recipe, to the letter: normalized space, no clipping, rate 1; the 8-bit picture is not its concern. */
export const tp8: Required<AscentOptions> = { rate: 1, maxSteps: 100, valid: false };

/**
 * Gradient ascent on the score of the class to become: x ← x + rate · g / ‖g‖₂ with g = ∂S_target/∂x, until the network
 * says the target. Szegedy et al. 2013, arXiv 1312.6199; Simonyan et al. 2013, arXiv 1312.6034.
 * Throws `RegardError("model")` where the target's score does not depend on the picture.
 */
export function ascent(options: AscentOptions = {}): Attack {
  const { rate, maxSteps, valid } = { ...standard, ...options };
  if (!(rate > 0)) throw new RegardError("usage", `the rate of an attack is a positive number, not ${rate}`);
  if (!(Number.isInteger(maxSteps) && maxSteps >= 0)) {
    throw new RegardError("usage", `the number of steps is a whole number from 0 up, not ${maxSteps}`);
  }
  return async (explainer, image, target, { saved = as8Bits, signal, onProgress } = {}) => {
    const { model } = explainer;
    const space = spaceOf(model);
    const now = space.fromPixels(image);
    const free = valid ? saved(white(image)).data : null;
    const path: number[] = [];
    const notes = new Set<string>();

    for (let steps = 0; ; steps++) {
      const pixels = steps === 0 ? image : space.toPixels(now);
      const { scores, gradient, note } = await classGradient(explainer, pixels, target, {}, signal);
      if (note) notes.add(note);
      path.push(probabilities(scores).data[target] ?? Number.NaN);
      onProgress?.({ done: steps, total: maxSteps, unit: "step" });

      const reached = argmax(scores) === target;
      const isLast = steps === maxSteps;
      if (reached || isLast) {
        const file = saved(pixels);
        const success = argmax(await explainer.scores(file, signal)) === target;
        if (reached && !success && !valid) notes.add(lostBySaving);
        if (success || isLast || !valid) {
          const adversarial = valid ? file : pixels;
          return { adversarial, success, steps, probabilities: path, notes: [...notes] };
        }
      }
      const slope = space.gradient(gradient).data;
      const isMoved = step(now.data, free ? slope.map((each, i) => each * (free[i] ?? 0)) : slope, rate);
      if (!isMoved) throw onlyBorder(model, target);
      if (valid) clampTo(space.range, now);
    }
  };
}

const lostBySaving =
  "the network calls the unclipped picture the target, but not the 8-bit picture that can be saved";

const onlyBorder = ({ name, labels, size }: Model, target: number): RegardError =>
  new RegardError(
    "model",
    `${name}: the score of "${labels[target]}" depends only on the black border around the picture, which is smaller ` +
      `than the network's ${size.width} × ${size.height}; make it larger first`,
  );

/** x ← x + rate · g / ‖g‖₂, in place; false where g is zero. */
function step(x: Float32Array, g: Float32Array, rate: number): boolean {
  const norm = Math.sqrt(g.reduce((sum, element) => sum + element * element, 0));
  if (norm === 0) return false;
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) + (rate * (g[i] ?? 0)) / norm;
  return true;
}

const as8Bits = (pixels: Tensor): Tensor => toTensor(fromTensor(pixels));

/** White where it can be saved shows where a picture can be changed at all. */
const white = (pixels: Tensor): Tensor => ({ ...pixels, data: pixels.data.map(() => 1) });
