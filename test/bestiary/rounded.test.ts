import { describe, expect, it } from "vitest";
import { rounded, valuesOf } from "../../bestiary/training/rounded.js";
import { random } from "../../src/image/random.js";

describe("a rounded kernel", () => {
  it("is within half a step everywhere, and uses all steps", () => {
    const kernel = random(1).normals(5000);
    const { steps, scale } = rounded(kernel);
    expect(Math.max(...steps.map(Math.abs))).toBe(127);
    for (const [i, value] of valuesOf({ steps, scale }).entries()) {
      expect(Math.abs(value - (kernel[i] ?? 0))).toBeLessThanOrEqual((scale / 2) * (1 + 1e-5));
    }
  });

  it("of zeros stays one", () => {
    expect(valuesOf(rounded(new Float32Array(3)))).toEqual(new Float32Array(3));
  });
});
