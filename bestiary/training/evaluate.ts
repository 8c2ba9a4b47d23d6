import { type Backend, Builder, type Tensor } from "regard";
import type { Dataset } from "./dataset.js";
import { onPixels } from "./loss.js";
import type { Layer } from "./network.js";
import { bestOf, parts } from "./pictures.js";
import { trained } from "./scopes.js";
import { openGraph } from "./session.js";
import type { Weights } from "./weights.js";

/** A network with its weights. */
export interface TrainedNetwork {
  readonly network: Layer;
  readonly classes: number;
  readonly weights: Weights;
}

/** How well a network classifies. */
export interface Evaluation {
  readonly accuracy: number;
  /** How many pictures of the class of the row were taken for the class of the column. */
  readonly confusion: readonly (readonly number[])[];
}

/** Classifies every picture of a dataset. */
export async function evaluate(
  dataset: Dataset,
  { network, classes, weights }: TrainedNetwork,
  backend: Backend,
): Promise<Evaluation> {
  const g = new Builder(18);
  const pixels = g.input("pixels", "float32", ["batch", 3, dataset.size, dataset.size]);
  const scores = onPixels(network)(trained(g, weights), pixels);
  const session = await openGraph(backend, g.graph([scores]));
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let right = 0;
  for (const { pixels, labels } of parts(dataset)) {
    const results = await session.run({ pixels });
    for (const [i, found] of bestOf(results[scores.name] as Tensor).entries()) {
      const row = confusion[labels[i] ?? 0];
      if (row) row[found] = (row[found] ?? 0) + 1;
      if (found === labels[i]) right++;
    }
  }
  await session.release();
  return { accuracy: right / dataset.count, confusion };
}
