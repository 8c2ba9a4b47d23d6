import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  broadcast,
  ceilDiv,
  floorDiv,
  isNonNegative,
  max,
  merge,
  min,
  mul,
  product,
  sub,
  symbol,
  symbolName,
  truncDiv,
  unknownDim,
} from "../../src/graph/dim.js";
import type { Dim } from "../../src/graph/types.js";
import { evaluate } from "./evaluate.js";

describe("sizes that are symbols", () => {
  test("have one spelling", () => {
    expect(add("H", "W")).toBe(add("W", "H"));
    expect(floorDiv(mul("N", 4), 4)).toBe("N");
    expect(mul(add("H", 1), "N")).toBe("H*N+N");
    expect(floorDiv(mul(mul("N", "C"), add("H", 1)), mul("C", "N"))).toBe("H+1");
    expect(floorDiv(product(["N", add("H", 1), add("W", 2)]), add("W", 2))).toBe("H*N+N");
    expect(sub(add("H", 3), "H")).toBe(3);
    expect(floorDiv(add("H", 2), 2)).toBe("floor(H/2)+1");
    expect(floorDiv(add(floorDiv(add("H", 1), 2), 1), 2)).toBe(floorDiv(add("H", 3), 4));
    expect(floorDiv(add(mul("H", 2), 1), 4)).toBe("floor(H/2)");
    expect(ceilDiv("H", 2)).toBe("floor((H+1)/2)");
    expect(floorDiv("H", "W")).toBe("floor(H/W)");
    expect(max(sub("H", "H"), 0)).toBe(0);
    expect(min("H", add("H", 2))).toBe("H");
    expect(max("H", 0)).toBe("H");
  });

  test("broadcast only where that is known", () => {
    expect(broadcast("N", 1)).toBe("N");
    expect(broadcast("N", 3)).toBe(3);
    expect(broadcast("N", "N")).toBe("N");
    expect(broadcast(2, 3)).toBeNull();
    const both = broadcast("N", "M") as Dim;
    expect(both).toBe(broadcast("M", "N"));
    expect(["N", "M"]).not.toContain(both);
    expect(broadcast(both, "N")).toBe(both);
    expect(broadcast(broadcast("N", "M") as Dim, "K")).toBe(broadcast("N", broadcast("M", "K") as Dim));
  });

  test("are told apart from what is not known", () => {
    expect(unknownDim()).not.toBe(unknownDim());
    expect(merge(unknownDim(), "N")).toBe("N");
    expect(merge("N", 3)).toBe(3);
    expect(isNonNegative(sub("H", 1))).toBe(false);
    expect(isNonNegative(floorDiv(add("H", 1), 2))).toBe(true);
    expect(truncDiv(sub("H", 3), 2)).not.toBe(floorDiv(sub("H", 3), 2));
  });

  test.each(["batch size", "N+1", "s0//2", "3x", "%20", "#a", "?", "gpu_0/data"])(
    "keep the name %s",
    (name) => {
      expect(symbolName(symbol(name))).toBe(name);
      expect(add(sub(symbol(name), 1), 1)).toBe(symbol(name));
    },
  );

  type Sum = { readonly dim: Dim; readonly at: (sizes: Record<string, number>) => number };
  const { expression } = fc.letrec<{ expression: Sum }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom("H", "W").map((name): Sum => ({ dim: name, at: (sizes) => sizes[name] ?? 0 })),
      fc.integer({ min: -9, max: 9 }).map((value): Sum => ({ dim: value, at: () => value })),
      fc
        .tuple(tie("expression"), tie("expression"), fc.integer({ min: 1, max: 9 }), fc.nat(6))
        .map(([a, b, k, kind]): Sum => {
          const cases: Sum[] = [
            { dim: add(a.dim, b.dim), at: (s) => a.at(s) + b.at(s) },
            { dim: sub(a.dim, b.dim), at: (s) => a.at(s) - b.at(s) },
            { dim: mul(a.dim, b.dim), at: (s) => a.at(s) * b.at(s) },
            { dim: floorDiv(a.dim, k), at: (s) => Math.floor(a.at(s) / k) },
            { dim: truncDiv(a.dim, k), at: (s) => Math.trunc(a.at(s) / k) },
            { dim: min(a.dim, b.dim), at: (s) => Math.min(a.at(s), b.at(s)) },
            { dim: max(a.dim, b.dim), at: (s) => Math.max(a.at(s), b.at(s)) },
          ];
          return cases[kind] as Sum;
        }),
    ),
  }));

  test("mean what they were computed from", () => {
    let compared = 0;
    fc.assert(
      fc.property(expression, fc.nat(20), fc.nat(20), ({ dim, at }, H, W) => {
        const value = evaluate(dim, { H, W });
        if (value === null) return;
        compared++;
        expect(value + 0).toBe(at({ H, W }) + 0);
        expect(!isNonNegative(dim) || value >= 0).toBe(true);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(compared).toBeGreaterThan(1900);
  });
});
