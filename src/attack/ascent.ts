import { classGradient } from "../class-gradient.js";
import { RegardError } from "../errors.js";
import type { Explainer } from "../explainer.js";
import type { Tensor } from "../graph/tensor.js";
import { argmax, probabilities } from "../model/probabilities.js";
import { clampTo, spaceOf } from "../model/space.js";
import type { Attack } from "./attack.js";

export interface AscentOptions {
  /** Length of a step in the network's normalized input (`spaceOf`). */
  readonly rate?: number;
  readonly maxSteps?: number;
  /** Keep the picture in its pixel range, and go on until the picture rounded to 8 bits is the target too. */
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
  return async (explainer, image, target, { signal, onProgress } = {}) => {
    const space = spaceOf(explainer.model);
    const z = space.fromPixels(image);
    const data = z.data.slice();
    const now = { ...z, data };
    const path: number[] = [];
    const notes = new Set<string>();

    for (let steps = 0; ; steps++) {
      const pixels = steps === 0 ? image : space.toPixels(now);
      const { scores, gradient, note } = await classGradient(explainer, pixels, target, signal);
      if (note) notes.add(note);
      path.push(probabilities(scores).data[target] ?? Number.NaN);
      onProgress?.({ done: steps, total: maxSteps, unit: "step" });

      const reached = argmax(scores) === target;
      const rounded = roundTo8Bits(pixels);
      const survives = (reached || steps === maxSteps) && (await says(explainer, rounded, target, signal));
      const done = valid ? survives : reached;
      if (done || steps === maxSteps) {
        const adversarial = valid ? rounded : pixels;
        return { adversarial, success: survives, steps, probabilities: path, notes: [...notes] };
      }
      step(data, space.gradient(gradient).data, rate);
      if (valid) clampTo(space.range, now);
    }
  };
}

/** x ← x + rate · g / ‖g‖₂, in place. */
function step(x: Float32Array, g: Float32Array, rate: number): void {
  const norm = Math.sqrt(g.reduce((sum, element) => sum + element * element, 0));
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) + (rate * (g[i] ?? 0)) / norm;
}

/** Pixels as an 8-bit picture has them. */
function roundTo8Bits(pixels: Tensor): Tensor {
  const data = pixels.data.map((pixel) => Math.round(Math.min(1, Math.max(0, pixel)) * 255) / 255);
  return { ...pixels, data };
}

async function says(
  explainer: Explainer,
  pixels: Tensor,
  target: number,
  signal?: AbortSignal,
): Promise<boolean> {
  return argmax(await explainer.scores(pixels, signal)) === target;
}
