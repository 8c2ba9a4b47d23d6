import { type Random, random, type Tensor, tensor } from "regard";
import { augmented } from "./augment.js";
import type { Dataset } from "./dataset.js";

/** What one step of training looks at. */
export interface Batch {
  readonly pixels: Tensor;
  readonly targets: Tensor;
  /** Uniform in [−1, 1], where noise was asked for. */
  readonly noise: Tensor | null;
}

/** How batches are made. */
export interface BatchOptions {
  readonly batch: number;
  readonly classes: number;
  /** How much of each target is spread over all classes. */
  readonly smoothing: number;
  readonly noise: boolean;
  readonly seed: number;
}

/** How many batches an epoch has; the pictures left over come in another epoch. */
export const batchesOf = ({ count }: Dataset, batch: number): number => Math.floor(count / batch);

/** The batches of an epoch: the dataset shuffled and augmented; seed and epoch decide everything. */
export function* epochBatches(dataset: Dataset, epoch: number, options: BatchOptions): Generator<Batch> {
  const { batch, classes, smoothing, noise, seed } = options;
  const rng = random(seed * 2 ** 16 + epoch + 1);
  const order = shuffled(dataset.count, rng);
  const { size } = dataset;
  const length = 3 * size * size;
  for (let i = 0; i < batchesOf(dataset, batch); i++) {
    const chosen = order.subarray(i * batch, (i + 1) * batch);
    const pixels = new Float32Array(batch * length);
    for (const [k, index] of chosen.entries()) {
      augmented(dataset.pixels.subarray(index * length, (index + 1) * length), size, rng, pixels, k * length);
    }
    yield {
      pixels: tensor(pixels, [batch, 3, size, size]),
      targets: targetsOf(
        Array.from(chosen, (index) => dataset.labels[index] ?? 0),
        classes,
        smoothing,
      ),
      noise: noise ? tensor(noiseOf(batch * length, rng), [batch, 3, size, size]) : null,
    };
  }
}

/** The distribution that each picture should get: 1 − smoothing on its class, the rest on all alike. */
export function targetsOf(labels: readonly number[], classes: number, smoothing = 0): Tensor {
  const data = new Float32Array(labels.length * classes).fill(smoothing / classes);
  for (const [i, label] of labels.entries()) data[i * classes + label] = 1 - smoothing + smoothing / classes;
  return tensor(data, [labels.length, classes]);
}

/** Uniform noise in 256 steps from −1 to 1: four values for each random number. */
export function noiseOf(length: number, rng: Random): Float32Array {
  const noise = new Float32Array(length);
  for (let i = 0; i < length; i += 4) {
    const word = rng.uint32();
    for (let k = 0; k < 4; k++) noise[i + k] = ((word >>> (8 * k)) & 255) / 127.5 - 1;
  }
  return noise;
}

/** 0 … count − 1 in random order (Fisher and Yates). */
function shuffled(count: number, rng: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = rng.integer(0, i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
