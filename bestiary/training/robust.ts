import { type Backend, Builder, random, type Session, type Tensor, tensor } from "regard";
import { ascent } from "./attack.js";
import { noiseOf, targetsOf } from "./batches.js";
import type { Dataset } from "./dataset.js";
import type { TrainedNetwork } from "./evaluate.js";
import { onPixels } from "./loss.js";
import { bestOf, parts } from "./pictures.js";
import { trained } from "./scopes.js";
import { openGraph } from "./session.js";

/** How hard pictures are attacked to see whether a network holds. */
export interface PgdOptions {
  /** How far a pixel may move, of 1. */
  readonly epsilon: number;
  readonly seed: number;
  /** How far it moves in a step; a quarter of epsilon by default. */
  readonly step?: number;
  readonly steps?: number;
}

/**
 * The part of the pictures that stay right under projected gradient descent (Madry et al. 2017, arXiv 1706.06083): from a
 * random start, `steps` steps along the sign of the gradient, and right all the way from the picture itself to the last.
 */
export async function robustAccuracy(
  dataset: Dataset,
  trainedNetwork: TrainedNetwork,
  backend: Backend,
  { epsilon, seed, step = epsilon / 4, steps = 20 }: PgdOptions,
): Promise<number> {
  const { session, names } = await openAscent(dataset.size, trainedNetwork, backend);
  const rng = random(seed);
  let held = 0;
  for (const { pixels, labels } of parts(dataset)) {
    const targets = targetsOf(labels, trainedNetwork.classes);
    const noise = noiseOf(pixels.data.length, rng);
    const isRight = labels.map(() => true);
    let x = pixels.data;
    for (let i = 0; i <= steps + 1; i++) {
      const results = await session.run({ pixels: tensor(x, pixels.dims), targets });
      for (const [k, found] of bestOf(results[names.scores] as Tensor).entries()) {
        if (found !== labels[k]) isRight[k] = false;
      }
      if (!isRight.includes(true)) break;
      const direction = (results[names.direction] as Tensor).data;
      x =
        i === 0
          ? moved(x, noise, epsilon, pixels.data, epsilon)
          : moved(x, direction, step, pixels.data, epsilon);
    }
    held += isRight.filter((right) => right).length;
  }
  await session.release();
  return held / dataset.count;
}

async function openAscent(
  size: number,
  { network, classes, weights }: TrainedNetwork,
  backend: Backend,
): Promise<{ session: Session; names: { scores: string; direction: string } }> {
  const g = new Builder(18);
  const pixels = g.input("pixels", "float32", ["batch", 3, size, size]);
  const targets = g.input("targets", "float32", ["batch", classes]);
  const scope = trained(g, weights);
  const { scores, direction } = ascent(g, (x) => onPixels(network)(scope, x), pixels, targets);
  const session = await openGraph(backend, g.graph([scores, direction]));
  return { session, names: { scores: scores.name, direction: direction.name } };
}

/** x + by · direction, back into the ball around the pictures and into [0, 1]. */
function moved(
  x: Float32Array,
  direction: Float32Array,
  by: number,
  pictures: Float32Array,
  epsilon: number,
): Float32Array {
  return x.map((value, i) => {
    const from = pictures[i] ?? 0;
    const held = Math.min(from + epsilon, Math.max(from - epsilon, value + by * (direction[i] ?? 0)));
    return Math.min(1, Math.max(0, held));
  });
}
