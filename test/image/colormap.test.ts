import { describe, expect, test } from "vitest";
import { colorize, rangeOf } from "../../src/image/colorize.js";
import { type ColormapName, colormaps } from "../../src/image/colormap.js";
import { fnv, plane } from "./pattern.js";

/** Name, hash of all 256 colors and color 100 in matplotlib 3.6; see reference.py. */
const golden: [ColormapName, number, number[]][] = [
  ["hot", 3215574860, [255, 18, 0]],
  ["gray", 3891034997, [100, 100, 100]],
  ["viridis", 3639105058, [42, 118, 142]],
  ["inferno", 2523887945, [144, 36, 104]],
  ["magma", 2498257721, [137, 40, 129]],
  ["seismic", 1998867154, [145, 145, 255]],
  ["coolwarm", 3784799998, [189, 210, 246]],
];

const map = (...values: number[]) => ({ width: values.length, height: 1, data: Float32Array.from(values) });

test.each(golden)("%s has matplotlib's colors", (name, hash, color) => {
  expect([...colormaps[name].subarray(300, 303)]).toEqual(color);
  expect(fnv(colormaps[name])).toBe(hash);
});

describe("colorize", () => {
  test("equals matplotlib's picture of a map", () => {
    expect(fnv(colorize({ width: 9, height: 6, data: plane(9, 6) }).data)).toBe(439588408);
  });

  test("values beyond the range take the end colors", () => {
    const { data } = colorize(map(-9, 0, 1, 9, Number.POSITIVE_INFINITY), "gray", [0, 1]);
    expect([...data].filter((_, i) => i % 3 === 0)).toEqual([0, 0, 255, 255, 255]);
  });

  test("zero is the middle of a signed map", () => {
    const { data } = colorize(map(-1, 0, 3), "seismic", { symmetric: true });
    expect([...data.subarray(3, 6)]).toEqual([255, 253, 253]);
  });

  test("a constant map gets the first color, NaN a gray, and neither fails", () => {
    expect([...colorize(map(2, 2), "hot").data]).toEqual([10, 0, 0, 10, 0, 0]);
    expect([...colorize(map(Number.NaN), "hot").data]).toEqual([128, 128, 128]);
  });
});

test("rangeOf finds extremes, percentiles as numpy does, and symmetric ranges", () => {
  const values = { width: 9, height: 6, data: plane(9, 6) };
  expect(rangeOf(values)).toEqual([-1, 1.75]);
  expect(rangeOf(values, { percentile: 90 })).toEqual([-1, 1.625]);
  expect(rangeOf(map(-4, 3, Number.NaN), { symmetric: true })).toEqual([-4, 4]);
  expect(rangeOf(map(0, -10, 2, 1), { symmetric: true, percentile: 50 })).toEqual([-1.5, 1.5]);
  expect(rangeOf(map(Number.NaN))).toEqual([0, 0]);
});
