import type { Value } from "../types.js";

/** Gives every value of a model a name of its own: the value's, where that is free. */
export class Names {
  readonly #taken = new Set<string>();
  /** The last number behind each hint, without which many values of one name would take forever. */
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<Value, string>();

  of(value: Value, otherwise = "value"): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const name = this.fresh(value.name || otherwise);
    this.#names.set(value, name);
    return name;
  }

  /** A name that nothing has: `hint`, or `hint_1`, `hint_2`, … */
  fresh(hint: string): string {
    let name = hint;
    let number = this.#numbers.get(hint) ?? 0;
    while (this.#taken.has(name)) name = `${hint}_${++number}`;
    this.#numbers.set(hint, number);
    this.#taken.add(name);
    return name;
  }
}
