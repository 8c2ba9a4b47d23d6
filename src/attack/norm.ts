import type { Random } from "../image/random.js";

/** A measure of how large a change of a picture is. */
export interface Norm {
  readonly size: (change: Float32Array) => number;
  /** Of all changes of this size the one along which what has the gradient g grows most; zero where g is. */
  readonly steepest: (g: Float32Array, size: number) => Float32Array;
  /** The nearest change that is not larger than `radius`. */
  readonly project: (change: Float32Array, radius: number) => Float32Array;
  /** A change in whole numbers near one that is not larger than `radius`, and not larger either. */
  readonly round: (change: Float32Array, radius: number) => Float32Array;
  /** A change drawn evenly from all that are not larger than `radius`. */
  readonly random: (rng: Random, length: number, radius: number) => Float32Array;
}

/** The largest magnitude. */
const linf: Norm = {
  size: (change) => change.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  steepest: (g, size) => g.map((value) => size * Math.sign(value)),
  project: (change, radius) => change.map((value) => Math.min(radius, Math.max(-radius, value))),
  round: (change, radius) => linf.project(change.map(Math.round), Math.floor(radius + rounding)),
  random: (rng, length, radius) => rng.uniforms(length, -radius, radius),
};

/** The Euclidean length. */
const l2: Norm = {
  size: (change) => Math.sqrt(change.reduce((sum, value) => sum + value * value, 0)),
  steepest: (g, size) => scaled(g, size),
  project: (change, radius) => (l2.size(change) > radius ? scaled(change, radius) : change),
  round(change, radius) {
    const whole = change.map(Math.round);
    let excess = whole.reduce((sum, value) => sum + value * value, 0) - radius * radius;
    // Those that were rounded away from zero the furthest go back first; if all did, nothing would be larger than it was.
    const over = (i: number): number => Math.abs(whole[i] as number) - Math.abs(change[i] as number);
    const larger = Array.from(whole.keys()).filter((i) => over(i) > 0);
    const by = new Map(larger.map((i) => [i, over(i)]));
    larger.sort((a, b) => (by.get(b) as number) - (by.get(a) as number));
    for (const i of larger) {
      if (excess <= rounding) break;
      const value = whole[i] as number;
      excess -= 2 * Math.abs(value) - 1;
      whole[i] = value - Math.sign(value);
    }
    return whole;
  },
  random: (rng, length, radius) => {
    const direction = rng.normals(length);
    return scaled(direction, radius * rng.uniform() ** (1 / length));
  },
};

/** By how much a radius in levels may be off for having been a float: 4/255 · 255. */
const rounding = 1e-4;

function scaled(change: Float32Array, size: number): Float32Array {
  const length = l2.size(change);
  return length === 0 ? change : change.map((value) => (value * size) / length);
}

/** The norms that an attack can be bounded by. */
export const norms = { linf, l2 } as const satisfies Record<string, Norm>;

export type NormName = keyof typeof norms;
