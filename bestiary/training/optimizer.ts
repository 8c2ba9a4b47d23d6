import { copyOf, type Weights, weightOf, zerosOf } from "./weights.js";

/** Everything that training changes, so that it can be saved and gone on with. */
export interface State {
  /** Steps done. */
  readonly steps: number;
  readonly weights: Weights;
  /** Means of the gradients and of their squares. */
  readonly first: Weights;
  readonly second: Weights;
  /** The moving average of the weights, which is what is evaluated and exported. */
  readonly average: Weights;
}

export const initialState = (weights: Weights): State => ({
  steps: 0,
  weights: copyOf(weights),
  first: zerosOf(weights),
  second: zerosOf(weights),
  average: copyOf(weights),
});

const beta1 = 0.9;
const beta2 = 0.999;
const tiny = 1e-8;

/** How strongly the weights of a step are pulled to 0, and how slowly their average follows them. */
export interface AdamOptions {
  readonly decay: number;
  readonly averaging: number;
}

/**
 * One step of Adam with decoupled weight decay (Loshchilov and Hutter 2017, arXiv 1711.05101); biases do not decay. Changes
 * the tensors of `state` in place.
 */
export function adamStep(
  state: State,
  gradients: (name: string) => Float32Array,
  rate: number,
  { decay, averaging }: AdamOptions,
): State {
  const steps = state.steps + 1;
  const correction = Math.sqrt(1 - beta2 ** steps) / (1 - beta1 ** steps);
  // Early on the average would consist of the random weights.
  const keep = Math.min(averaging, (1 + steps) / (10 + steps));
  for (const [name, w] of state.weights) {
    const gradient = gradients(name);
    const m = weightOf(state.first, name);
    const v = weightOf(state.second, name);
    const a = weightOf(state.average, name);
    const shrink = name.endsWith(".bias") ? 1 : 1 - rate * decay;
    for (let i = 0; i < w.length; i++) {
      const slope = gradient[i] ?? 0;
      const mean = beta1 * (m[i] ?? 0) + (1 - beta1) * slope;
      const square = beta2 * (v[i] ?? 0) + (1 - beta2) * slope * slope;
      const next = shrink * (w[i] ?? 0) - (rate * correction * mean) / (Math.sqrt(square) + tiny);
      m[i] = mean;
      v[i] = square;
      w[i] = next;
      a[i] = keep * (a[i] ?? 0) + (1 - keep) * next;
    }
  }
  return { ...state, steps };
}
