import { callOf, parse, split } from "./polynomial.js";
import type { Dim } from "./types.js";

/** The number that a size comes to where `sizeOf` gives the symbols' values. */
export function evaluate(dim: Dim, sizeOf: (symbol: string) => number): number {
  if (typeof dim === "number") return dim;
  let sum = 0;
  for (const [monomial, coefficient] of parse(dim)) {
    const factors = monomial === "" ? [] : split(monomial, "*");
    sum += factors.reduce((product, atom) => product * atomValue(atom, sizeOf), coefficient);
  }
  return sum;
}

const functions: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  floor: ([a = 0, b = 1]) => Math.floor(a / b),
  trunc: ([a = 0, b = 1]) => Math.trunc(a / b),
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  // Sizes that broadcast are equal or 1.
  broadcast: (numbers) => Math.max(...numbers),
};

function atomValue(atom: string, sizeOf: (symbol: string) => number): number {
  for (const [name, compute] of Object.entries(functions)) {
    const inner = callOf(atom, name);
    if (inner === null) continue;
    const parts = split(inner, name === "floor" || name === "trunc" ? "/" : ",");
    const unwrapped = parts.map((part) => (/^\(.*\)$/.test(part) ? part.slice(1, -1) : part));
    return compute(unwrapped.map((part) => evaluate(part, sizeOf)));
  }
  return /^\d+$/.test(atom) ? Number(atom) : sizeOf(atom);
}
