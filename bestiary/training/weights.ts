import { random } from "regard";
import type { Parameter } from "./network.js";

/** The content of each parameter, by name. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** Random weights as He et al. draw them: the same seed gives the same ones. */
export function initialWeights(parameters: readonly Parameter[], seed: number): Weights {
  const rng = random(seed);
  return new Map(
    parameters.map(({ name, dims, deviation }) => {
      const length = dims.reduce((count, dim) => count * dim, 1);
      const data = deviation === 0 ? new Float32Array(length) : rng.normals(length);
      return [name, data.map((x) => x * deviation)];
    }),
  );
}

/** The same shapes, all zeros. */
export const zerosOf = (weights: Weights): Weights =>
  new Map([...weights].map(([name, data]) => [name, new Float32Array(data.length)]));

/** A copy that can be changed by itself. */
export const copyOf = (weights: Weights): Weights =>
  new Map([...weights].map(([name, data]) => [name, data.slice()]));

/** The content of the parameter `name`. Throws where there is none. */
export function weightOf(weights: Weights, name: string): Float32Array {
  const data = weights.get(name);
  if (!data) throw new Error(`there is no weight ${name}`);
  return data;
}
