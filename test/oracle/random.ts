import { random, type Random as Source } from "../../src/image/random.js";

/** Regard's seeded generator with what the makers of test cases ask of it. */
export class Random {
  readonly #source: Source;

  constructor(seed: number) {
    this.#source = random(seed);
  }

  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return this.#source.integer(low, high);
  }

  /** `count` integers from `low` to `high`. */
  ints(count: number, low: number, high: number): number[] {
    return Array.from({ length: count }, () => this.int(low, high));
  }

  /** Uniform in [low, high), rounded to float32 so that every runtime sees the same number. */
  float(low = -2, high = 2): number {
    return Math.fround(low + this.#source.uniform() * (high - low));
  }

  chance(probability = 0.5): boolean {
    return this.#source.uniform() < probability;
  }

  pick<T>(options: readonly T[]): T {
    const found = options[this.int(0, options.length - 1)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  }

  shuffle<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, key: this.#source.uniform() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
}
