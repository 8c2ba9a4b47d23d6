import { describe, expect, it } from "vitest";
import { linearAccuracy, type Samples } from "../../bestiary/training/linear.js";
import { random } from "../../src/image/random.js";

/** `count` samples of three classes in the plane, around the corners of a triangle, or without any order. */
function samples(count: number, seed: number, isOrdered: boolean): Samples {
  const rng = random(seed);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const corners = [
    [0, 0],
    [50, 0],
    [0, 9],
  ];
  const features = Float64Array.from({ length: 2 * count }, (_, i) => {
    const corner = corners[labels[i >> 1] ?? 0]?.[i % 2] ?? 0;
    return rng.normal() + (isOrdered ? corner : 0);
  });
  return { width: 2, features, labels };
}

describe("a linear classifier", () => {
  it("finds what a line can tell apart, whatever the scales", () => {
    expect(linearAccuracy(samples(300, 1, true), samples(300, 2, true), 3)).toBeGreaterThan(0.98);
  });

  it("finds nothing where there is nothing", () => {
    const found = linearAccuracy(samples(900, 3, false), samples(900, 4, false), 3);
    expect(found).toBeGreaterThan(0.25);
    expect(found).toBeLessThan(0.42);
  });
});
