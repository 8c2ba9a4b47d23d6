import type { Dim } from "../../src/graph/types.js";

/**
 * The number that a computed size stands for, by an evaluator that knows nothing of how sizes are simplified; `null`
 * where it depends on an unknown.
 */
export function evaluate(dim: Dim, sizes: Readonly<Record<string, number>>): number | null {
  if (typeof dim === "number") return dim;
  if (/[?#]/.test(dim)) return null;
  const names = Object.keys(sizes);
  const functions = {
    min: Math.min,
    max: Math.max,
    floor: Math.floor,
    trunc: Math.trunc,
    broadcast: (...all: number[]): number => (all.includes(0) ? 0 : Math.max(...all)),
  };
  const body = `"use strict"; return (${dim});`;
  const all = new Function(...names, ...Object.keys(functions), body);
  return all(...names.map((name) => sizes[name]), ...Object.values(functions)) as number;
}
