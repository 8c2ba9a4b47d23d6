import type { Random } from "../image/random.js";

/** What things are drawn with: random choices, all from one seed, and names for the parts of a document. */
export interface Brush {
  /** A number uniform in [low, high). */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** A number from N(0, 1). */
  normal(): number;
  /** An id that nothing else in the document has, for gradients, filters and clip paths. */
  id(): string;
}

/** A brush over random numbers; the ids it gives begin with `prefix`. */
export function createBrush(random: Random, prefix: string): Brush {
  let ids = 0;
  return {
    between: (low, high) => low + (high - low) * random.uniform(),
    whole: (low, high) => random.integer(low, high),
    chance: (probability) => random.uniform() < probability,
    pick: <T>(choices: readonly T[]) => choices[random.integer(0, choices.length - 1)] as T,
    normal: () => random.normal(),
    id: () => `${prefix}${ids++}`,
  };
}
