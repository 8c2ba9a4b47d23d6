import type { Tensor } from "../../graph/tensor.js";
import type { Model } from "../../model/model.js";
import { probabilities, rowsOf, top } from "../../model/probabilities.js";

/** A class by number and name. */
export interface ClassName {
  readonly index: number;
  readonly label: string;
}

/** A class as a network sees it in one picture. */
export interface ClassScore extends ClassName {
  /** Before Softmax. */
  readonly score: number;
  readonly probability: number;
}

/** Class `index` of a model. */
export const className = ({ labels }: Model, index: number): ClassName => ({
  index,
  label: labels[index] ?? `class ${index}`,
});

/** The `count` most probable classes of row `row` of scores [N, classes], best first; all of them unless told otherwise. */
export function bestClasses(model: Model, scores: Tensor, count = model.classes, row = 0): ClassScore[] {
  const values = rowsOf(scores)[row];
  return top(probabilities(scores), count, row).map(({ index, probability }) => ({
    ...className(model, index),
    score: values?.[index] ?? Number.NaN,
    probability,
  }));
}
