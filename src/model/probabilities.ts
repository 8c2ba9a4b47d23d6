import type { Tensor } from "../graph/tensor.js";

/** A class and how probable a network finds it. */
export interface Ranked {
  readonly index: number;
  readonly probability: number;
}

/** The rows of a tensor along its first axis, as views. */
export function rowsOf({ data, dims }: Tensor): Float32Array[] {
  const count = dims[0] ?? 1;
  const size = count === 0 ? 0 : data.length / count;
  return Array.from({ length: count }, (_, i) => data.subarray(i * size, (i + 1) * size));
}

/** Softmax of each row of scores [N, classes]; no score is too large for it. */
export function probabilities(scores: Tensor): Tensor {
  const data = new Float32Array(scores.data.length);
  let at = 0;
  for (const row of rowsOf(scores)) {
    const largest = row.reduce((max, score) => Math.max(max, score), Number.NEGATIVE_INFINITY);
    const powers = new Float64Array(row).map((score) => Math.exp(score - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    data.set(
      powers.map((power) => power / sum),
      at,
    );
    at += row.length;
  }
  return { ...scores, data };
}

/** The class with the highest score in row `row` of [N, classes]; the first of equals, never one whose score is NaN. */
export function argmax(scores: Tensor, row = 0): number {
  let [best, highest] = [0, Number.NEGATIVE_INFINITY];
  for (const [i, score] of rowsOf(scores)[row]?.entries() ?? []) {
    if (score > highest) [best, highest] = [i, score];
  }
  return best;
}

/** The `count` most probable classes of one row, or of row `row` of [N, classes], best first; equals in their order. */
export function top(probabilities: Tensor, count: number, row = 0): Ranked[] {
  return Array.from(rowsOf(probabilities)[row] ?? [], (probability, index) => ({ index, probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, count);
}
