import { describe, expect, test } from "vitest";
import { fromState, random } from "../../src/image/random.js";

const take = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe("random", () => {
  test("xoshiro128** agrees with the reference implementation of its authors", () => {
    const { uint32 } = fromState(Uint32Array.of(1, 2, 3, 4));
    expect(take(10, uint32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  // Computed by the C code of xoshiro128starstar.c and splitmix64.c.
  test.each([
    [0, [3737715805, 2584255861, 2876756834, 3286328325, 1553311962]],
    [1, [1695105466, 1423115009, 634581793, 1068227753, 716759206]],
    [42, [1776835114, 4165204688, 17111135, 2317295270, 2792088233]],
    [-1, [477689756, 2493998634, 555695776, 607808419, 61340979]],
    [Number.MAX_SAFE_INTEGER, [1233166643, 1287031142, 661813442, 2960669951, 2601079046]],
  ])("seed %d gives the pinned first words", (seed, words) => {
    expect(take(5, random(seed).uint32)).toEqual(words);
  });

  test("uniform and normal give the pinned first values", () => {
    expect(take(3, random(0).uniform)).toEqual([0.8702547550201416, 0.6016939282417297, 0.6697971224784851]);
    expect([...random(0).normals(4)]).toEqual([
      -0.26058390736579895, -0.799968957901001, -0.7473023533821106, -0.5314854979515076,
    ]);
  });

  test("normals follow from the words by Marsaglia's polar method", () => {
    const { uint32 } = random(0);
    const expected: number[] = [];
    while (expected.length < 1000) {
      const [u, v] = [(uint32() | 0) / 2 ** 31, (uint32() | 0) / 2 ** 31];
      const s = u * u + v * v;
      if (s >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      expected.push(u * factor, v * factor);
    }
    expect(random(0).normals(1000)).toEqual(Float32Array.from(expected));
  });

  test("uniform numbers are even, independent and never 1", () => {
    const draws = random(7).uniforms(100_000);
    expect(Math.min(...draws.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(draws.every((draw) => draw < 1)).toBe(true);
    expect(mean(draws)).toBeCloseTo(0.5, 2);
    expect(mean(draws.map((draw) => (draw - 0.5) ** 2))).toBeCloseTo(1 / 12, 3);
    expect(mean(draws.map((draw, i) => (draw - 0.5) * ((draws[i + 1] ?? 0.5) - 0.5)))).toBeCloseTo(0, 3);
    expect(Math.max(...random(7).uniforms(1000, -2, 3))).toBeGreaterThan(2.9);
  });

  test("normal numbers have the moments of N(0, 1)", () => {
    const draws = random(11).normals(100_000);
    expect(mean(draws)).toBeCloseTo(0, 2);
    expect(mean(draws.map((draw) => draw ** 2))).toBeCloseTo(1, 1.5);
    expect(mean(draws.map((draw) => draw ** 3))).toBeCloseTo(0, 1);
    expect(mean(draws.map((draw) => draw ** 4))).toBeCloseTo(3, 1);
    expect(draws.filter((draw) => Math.abs(draw) < 1).length / draws.length).toBeCloseTo(0.6827, 2);
    expect(draws.filter((draw) => draw > 3).length).toBeGreaterThan(90);
  });

  test("integers include both ends, each about equally often", () => {
    const { integer } = random(3);
    const counts = new Array<number>(17).fill(0);
    for (let i = 0; i < 17_000; i++) {
      const draw = integer(0, 16);
      counts[draw] = (counts[draw] as number) + 1;
    }
    expect(counts.length).toBe(17);
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(32); // 1 % point of 16 degrees of freedom
    expect(integer(5, 5)).toBe(5);
    expect(integer(-3, -3)).toBe(-3);
    expect(integer(0, 2 ** 32 - 1)).toBeLessThan(2 ** 32);
  });

  test("refuses what it cannot draw from", () => {
    expect(() => random(0.5)).toThrow(RangeError);
    expect(() => random(Number.NaN)).toThrow(RangeError);
    expect(() => random(0).integer(1, 0)).toThrow(RangeError);
    expect(() => random(0).integer(0.5, 3)).toThrow(RangeError);
  });
});

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
