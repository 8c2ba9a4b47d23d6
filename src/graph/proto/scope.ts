import { nearest, RegardError } from "../../errors.js";
import type { Value } from "../types.js";

/** Comparing names takes time; a network has fewer. */
const mostCompared = 10_000;
const isComparable = (name: string): boolean => name.length <= 200;

/** The values that names stand for in a graph and in the graphs around it. */
export class Scope {
  readonly #values = new Map<string, Value>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  /** Whether this is the scope of a graph inside of a node. */
  get nested(): boolean {
    return this.#outer !== null;
  }

  /** Gives a name its value. Throws where the same graph has given it one before. */
  define(name: string, value: Value): void {
    if (this.#values.has(name)) throw new RegardError("model", `the value "${name}" is defined twice`);
    this.#values.set(name, value);
  }

  /** The value of a name, from the innermost graph that has one. */
  find(name: string): Value | null {
    return this.#values.get(name) ?? this.#outer?.find(name) ?? null;
  }

  /** The same, which must exist. */
  get(name: string, what: string): Value {
    const found = this.find(name);
    if (found) return found;
    const candidates = [...this.#values.keys()].slice(0, mostCompared).filter(isComparable);
    const known = !isComparable(name) ? [] : nearest(name, candidates, 3).map((near) => `"${near}"`);
    const hint = known.length > 0 ? ` (nearest: ${known.join(", ")})` : "";
    throw new RegardError("model", `${what} reads "${name}", which nothing defines${hint}`);
  }
}
