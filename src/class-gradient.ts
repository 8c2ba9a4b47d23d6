import { RegardError } from "./errors.js";
import { type Answer, checkScores, type Explainer, oneHot } from "./explainer.js";
import type { Tensor } from "./graph/tensor.js";
import { argmax, rowsOf } from "./model/probabilities.js";
import { logits, logitsBeforeRelu } from "./objective.js";

/** The scores of all classes and the gradient of one class's score with respect to the network's input. */
export interface ClassGradient {
  /** [N, classes] */
  readonly scores: Tensor;
  /** [N, 3, H, W] */
  readonly gradient: Tensor;
  /** What had to be got around, in a sentence, or `null`. */
  readonly note: string | null;
}

/** Begins to compile what `classGradient` asks first, before there are pictures. */
export function prepareClassGradient(explainer: Explainer, target: number | "top"): void {
  explainer.prepare({ of: logits }, target === "top");
}

/**
 * ∂S_target/∂x for each picture of pixels [N, 3, H, W]; "top" is the class with its highest score. Where a final ReLU holds a score at zero its gradient is exactly
 * zero and would lead nowhere: the score before that ReLU is differentiated instead, and the note says so. Throws
 * `RegardError("model")` where the gradient is zero even so, or where scores or gradient
 * are not finite.
 */
export async function classGradient(
  explainer: Explainer,
  pixels: Tensor,
  target: number | "top",
  signal?: AbortSignal,
): Promise<ClassGradient> {
  const { model } = explainer;
  const count = pixels.dims[0] ?? 1;
  const towards = (targets: readonly number[]): Tensor => oneHot(targets, model.classes);
  const seed = target === "top" ? target : towards(Array<number>(count).fill(target));
  const { value: scores, gradient } = await explainer.gradient(pixels, seed, { of: logits }, signal);
  checkScores(model, scores);
  const targets = Array.from({ length: count }, (_, row) =>
    target === "top" ? argmax(scores, row) : target,
  );
  const [first = 0] = targets;
  const label = model.labels[first] ?? `class ${first}`;
  checkFinite(gradient, `${model.name}: the gradient of "${label}"`);
  if (!hasZeroPicture(gradient)) return { scores, gradient, note: null };
  if (!model.logitsBeforeRelu) throw unresponsive(model.name, label);

  const before = await explainer.gradient(pixels, towards(targets), { of: logitsBeforeRelu }, signal);
  const mended = mendZeroPictures(gradient, before);
  if (hasZeroPicture(mended)) throw unresponsive(model.name, label);
  const note =
    `the score of "${label}" is held at 0 by the network's final ReLU, so its gradient was exactly zero; ` +
    `the score before that ReLU was differentiated instead`;
  return { scores, gradient: mended, note };
}

const isZero = (row: Float32Array): boolean => row.every((element) => element === 0);

const hasZeroPicture = (gradient: Tensor): boolean => rowsOf(gradient).some(isZero);

function mendZeroPictures(gradient: Tensor, before: Answer): Tensor {
  const data = gradient.data.slice();
  const replacements = rowsOf(before.gradient);
  for (const [i, row] of rowsOf({ ...gradient, data }).entries()) {
    if (isZero(row)) row.set(replacements[i] ?? row);
  }
  return { ...gradient, data };
}

/** A loop, because this is asked of every step. */
function areFinite(data: Float32Array): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}

function checkFinite(tensor: Tensor, what: string): void {
  if (areFinite(tensor.data)) return;
  throw new RegardError("model", `${what} is not finite; the model's weights or its preprocessing are off`);
}

function unresponsive(model: string, label: string): RegardError {
  return new RegardError(
    "model",
    `${model}: the score of "${label}" does not depend on this picture (its gradient is exactly zero); ` +
      `choose another class or start from another picture`,
  );
}
