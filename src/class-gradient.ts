import { RegardError } from "./errors.js";
import { type Answer, checkScores, type Explainer, oneHot, type Question, type Seed } from "./explainer.js";
import type { Tensor } from "./graph/tensor.js";
import type { Model } from "./model/model.js";
import { argmax, rowsOf } from "./model/probabilities.js";
import {
  logits,
  logitsBeforeRelu,
  logProbabilities,
  logProbabilitiesBeforeRelu,
  type Objective,
} from "./objective.js";

/** The scores of all classes and the gradient of one class's score with respect to what was asked, the network's input mostly. */
export interface ClassGradient {
  /** [N, classes]: before any Softmax, or log-probabilities where those were asked for, whose Softmax is the same. */
  readonly scores: Tensor;
  /** [N, 3, H, W] for the input, the layer's own shape for a layer. */
  readonly gradient: Tensor;
  /** What had to be got around, in a sentence, or `null`. */
  readonly note: string | null;
}

/** What is asked of a class. */
export interface ClassQuestion extends Omit<Question, "of"> {
  /** S, the score before Softmax, unless told otherwise, or log P, whose gradient also lowers the other classes' scores. */
  readonly of?: "score" | "log-probability";
}

/** What is differentiated, and what instead where a final ReLU lets nothing through. */
const objectives = {
  score: [logits, logitsBeforeRelu],
  "log-probability": [logProbabilities, logProbabilitiesBeforeRelu],
} as const;

/** Begins to compile what `classGradient` asks first, before there are pictures. */
export function prepareClassGradient(
  explainer: Explainer,
  target: number | "top",
  { of = "score", ...question }: ClassQuestion = {},
): void {
  explainer.prepare({ ...question, of: objectives[of][0] }, target === "top");
}

/**
 * ∂S_target/∂x for each picture of pixels [N, 3, H, W], x the network's input unless `question.wrt` says otherwise, and "top"
 * the class with the picture's highest score. Where a final ReLU holds a score at zero its gradient is exactly
 * zero and would lead nowhere: the score before that ReLU is differentiated instead, and the note says so. Throws
 * `RegardError("model")` where the gradient is zero even so, or where scores or gradient
 * are not finite.
 */
export async function classGradient(
  explainer: Explainer,
  pixels: Tensor,
  target: number | "top",
  { of = "score", ...question }: ClassQuestion = {},
  signal?: AbortSignal,
): Promise<ClassGradient> {
  const { model } = explainer;
  const count = pixels.dims[0] ?? 1;
  const towards = (targets: readonly number[]): Tensor => oneHot(targets, model.classes);
  const [plain, beforeRelu] = objectives[of];
  const ask = (objective: Objective, seed: Seed) =>
    explainer.gradient(pixels, seed, { ...question, of: objective }, signal);
  const seed = target === "top" ? target : towards(Array<number>(count).fill(target));
  const { value: scores, gradient } = await ask(plain, seed);
  checkScores(model, scores);
  const targets = Array.from({ length: count }, (_, row) =>
    target === "top" ? argmax(scores, row) : target,
  );
  const [first = 0] = targets;
  checkFinite(gradient, `${model.name}: the gradient of "${model.labels[first]}"`);
  if (!hasZeroPicture(gradient)) return { scores, gradient, note: null };
  if (!model.logitsBeforeRelu) throw unresponsive(model, first);

  const mended = mendZeroPictures(gradient, await ask(beforeRelu, towards(targets)));
  if (hasZeroPicture(mended)) throw unresponsive(model, first);
  return { scores, gradient: mended, note: heldAtZero(model, first) };
}

/** What to say where the score before a final ReLU was differentiated. */
export const heldAtZero = ({ labels }: Model, target: number): string =>
  `the score of "${labels[target]}" is held at 0 by the network's final ReLU, so its gradient was exactly zero; ` +
  `the score before that ReLU was differentiated instead`;

/** The error where nothing that can be differentiated depends on the picture. */
export const unresponsive = ({ name, labels }: Model, target: number): RegardError =>
  new RegardError(
    "model",
    `${name}: the score of "${labels[target]}" does not depend on this picture (its gradient is exactly zero); ` +
      `choose another class or start from another picture`,
  );

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

/** This is asked of every step: 0 times a number is 0, and times what is none it is none, which no later sum hides. */
function areFinite(data: Float32Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = data.length - (data.length % 4);
  // Four sums, because an addition waits for the one before.
  for (let i = 0; i < whole; i += 4) {
    a += 0 * (data[i] as number);
    b += 0 * (data[i + 1] as number);
    c += 0 * (data[i + 2] as number);
    d += 0 * (data[i + 3] as number);
  }
  for (let i = whole; i < data.length; i++) a += 0 * (data[i] as number);
  return a + b + c + d === 0;
}

/** Throws `RegardError("model")` where a number of a gradient is none. */
export function checkFinite(tensor: Tensor, what: string): void {
  if (areFinite(tensor.data)) return;
  throw new RegardError("model", `${what} is not finite; the model's weights or its preprocessing are off`);
}
