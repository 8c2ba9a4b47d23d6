import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceOverlap, intersectionOverUnion } from "../../src/evaluate/intersection-over-union.js";
import { localize } from "../../src/evaluate/localization.js";
import { type Mask, maskOf } from "../../src/evaluate/mask.js";
import { pointsAt } from "../../src/evaluate/pointing-game.js";
import type { Heatmap } from "../../src/image/heatmap.js";

const map = (...rows: readonly (readonly number[])[]): Heatmap => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  data: Float32Array.from(rows.flat()),
});

/** The left half of a 4 × 2 picture. */
const left: Mask = maskOf(map([1, 0.5, 0.49, 0], [1, 1, 0, 0]));

describe("a mask", () => {
  it("holds what is covered by half or more", () => {
    expect(left.inside).toEqual([true, true, false, false, true, true, false, false]);
  });

  it("belongs to maps of its own size, and holds something", () => {
    expect(() => pointsAt(map([1, 2]), left)).toThrow(/one size, not 2 × 1 and 4 × 2/);
    const nothing = maskOf(map([0, 0]));
    expect(() => intersectionOverUnion(map([1, 2]), nothing)).toThrow(/empty/);
  });
});

describe("the pointing game", () => {
  it("looks where the maximum is, the first of several", () => {
    expect(pointsAt(map([0, 3, 0, 0], [0, 0, 0, 1]), left)).toBe(true);
    expect(pointsAt(map([0, 3, 4, 0], [0, 0, 0, 1]), left)).toBe(false);
    expect(pointsAt(map([0, 0, 2, 0], [2, 0, 0, 0]), left)).toBe(false);
    expect(pointsAt(map([2, 0, 2, 0], [0, 0, 0, 0]), left)).toBe(true);
  });
});

describe("intersection over union", () => {
  it("is 1 for the mask itself, 0 for all the rest, and counts halves", () => {
    expect(intersectionOverUnion(map([9, 8, 0, 0], [7, 6, 0, 0]), left)).toBe(1);
    expect(intersectionOverUnion(map([0, 0, 9, 8], [0, 0, 7, 6]), left)).toBe(0);
    expect(intersectionOverUnion(map([9, 8, 7, 6], [0, 0, 0, 0]), left)).toBeCloseTo(2 / 6);
  });

  it("lies in [0, 1] and does not care how a map is scaled", () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(values, (data) => {
        const one = { width: 4, height: 2, data: Float32Array.from(data) };
        const other = { ...one, data: one.data.map((value) => 3 * value + 1) };
        const overlap = intersectionOverUnion(one, left);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
        expect(intersectionOverUnion(other, left)).toBe(overlap);
      }),
    );
  });

  it("has a value by chance", () => {
    expect(chanceOverlap(left)).toBeCloseTo(1 / 3);
  });
});

describe("localization", () => {
  it("does not take a single grain far away for the maximum", () => {
    const [width, height] = [64, 64];
    const data = new Float32Array(width * height);
    const coverage = new Float32Array(width * height);
    for (let y = 10; y < 30; y++) {
      for (let x = 10; x < 30; x++) {
        coverage[y * width + x] = 1;
        data[y * width + x] = 1;
      }
    }
    data[60 * width + 60] = 3;
    const found = localize({ width, height, data }, maskOf({ width, height, data: coverage }));
    expect(found.hit).toBe(true);
    expect(found.area).toBeCloseTo(400 / 4096);
    expect(found.overlap).toBeGreaterThan(0.7);
  });
});
