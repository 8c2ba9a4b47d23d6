import type { RunOptions } from "../backend.js";
import { checkFinite, heldAtZero, unresponsive } from "../class-gradient.js";
import { type Explainer, oneHot } from "../explainer.js";
import { elementCount, type Tensor, tensor } from "../graph/tensor.js";
import { stack } from "../image/image.js";
import { rowsOf } from "../model/probabilities.js";
import { logits, logitsBeforeRelu, type Objective } from "../objective.js";

/** So many pictures go in at once: more gain nothing, and a stop or a sign of progress would wait for them. */
const batch = 8;

/** Pictures [1, 3, H, W], and what they are called in progress. */
export interface Pictures {
  readonly count: number;
  readonly unit: string;
  /** Begins anew: what it returns gives one picture after the other. */
  readonly begin: () => () => Tensor;
}

/**
 * The mean of ∂S_target/∂x over pictures, [1, 3, H, W], and a note where a final ReLU held the score at zero in all of them
 * so that the score before it was differentiated. Throws `RegardError("model")` where even that mean is zero.
 */
export async function meanGradient(
  explainer: Explainer,
  pictures: Pictures,
  target: number,
  options: RunOptions = {},
): Promise<{ readonly gradient: Tensor; readonly note: string | null }> {
  const { model } = explainer;
  const gradient = await mean(explainer, pictures, target, logits, options);
  if (gradient.data.some((element) => element !== 0)) return { gradient, note: null };
  const before = await mean(explainer, pictures, target, logitsBeforeRelu, options);
  if (before.data.every((element) => element === 0)) throw unresponsive(model, target);
  return { gradient: before, note: heldAtZero(model, target) };
}

async function mean(
  explainer: Explainer,
  { count, unit, begin }: Pictures,
  target: number,
  of: Objective,
  { signal, onProgress }: RunOptions,
): Promise<Tensor> {
  const { model } = explainer;
  const next = begin();
  let sum: Tensor | null = null;
  for (let done = 0; done < count; ) {
    const part = Array.from({ length: Math.min(batch, count - done) }, next);
    const seed = oneHot(Array<number>(part.length).fill(target), model.classes);
    const { gradient } = await explainer.gradient(stack(part), seed, { of }, signal);
    checkFinite(gradient, `${model.name}: the gradient of "${model.labels[target]}"`);
    sum ??= zeros([1, ...gradient.dims.slice(1)]);
    for (const row of rowsOf(gradient)) addTo(sum.data, row);
    done += part.length;
    onProgress?.({ done, total: count, unit });
  }
  if (!sum) throw new RangeError("the mean of no pictures does not exist");
  return { ...sum, data: sum.data.map((value) => value / count) };
}

const zeros = (dims: readonly number[]): Tensor => tensor(new Float32Array(elementCount(dims)), dims);

function addTo(sum: Float32Array, row: Float32Array): void {
  for (let i = 0; i < row.length; i++) sum[i] = (sum[i] as number) + (row[i] as number);
}
