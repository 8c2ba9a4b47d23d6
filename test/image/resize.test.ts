import { describe, expect, test } from "vitest";
import { type pillowFilters, resize, resizeMap, shortestEdge } from "../../src/image/resize.js";
import { fnv, pattern, plane } from "./pattern.js";

/** Filter, size before, size after, hash and first values of what Pillow 9.4 makes of the pattern; see pillow.py. */
const golden: [(typeof pillowFilters)[number], number, number, number, number, number, number[]][] = [
  ["nearest", 37, 29, 16, 16, 2974256874, [31, 132, 233, 21]],
  ["lanczos", 37, 29, 16, 16, 4235379799, [12, 39, 75, 64]],
  ["bilinear", 37, 29, 16, 16, 3106602627, [26, 48, 86, 71]],
  ["bicubic", 37, 29, 16, 16, 3374857715, [16, 43, 81, 67]],
  ["box", 37, 29, 16, 16, 2493721231, [13, 53, 93, 77]],
  ["hamming", 37, 29, 16, 16, 1755302486, [21, 53, 98, 59]],
  ["nearest", 37, 29, 64, 50, 2812441099, [0, 29, 58, 0]],
  ["lanczos", 37, 29, 64, 50, 3985616517, [2, 21, 34, 15]],
  ["bilinear", 37, 29, 64, 50, 2380495763, [0, 29, 58, 11]],
  ["bicubic", 37, 29, 64, 50, 4001136261, [0, 23, 47, 12]],
  ["box", 37, 29, 64, 50, 2812441099, [0, 29, 58, 0]],
  ["hamming", 37, 29, 64, 50, 365041033, [0, 29, 58, 7]],
  ["nearest", 37, 29, 37, 11, 127371088, [0, 0, 0, 20]],
  ["lanczos", 37, 29, 37, 11, 3277546539, [1, 48, 13, 18]],
  ["bilinear", 37, 29, 37, 11, 2723312093, [19, 53, 29, 32]],
  ["bicubic", 37, 29, 37, 11, 3446894522, [9, 50, 20, 23]],
  ["box", 37, 29, 37, 11, 1455472643, [23, 66, 26, 17]],
  ["hamming", 37, 29, 37, 11, 1376775182, [14, 45, 24, 22]],
  ["nearest", 37, 29, 80, 29, 1951148780, [0, 29, 58, 0]],
  ["lanczos", 37, 29, 80, 29, 397865860, [0, 9, 24, 6]],
  ["bilinear", 37, 29, 80, 29, 2019445111, [0, 29, 58, 6]],
  ["bicubic", 37, 29, 80, 29, 3407426866, [0, 19, 42, 5]],
  ["box", 37, 29, 80, 29, 1951148780, [0, 29, 58, 0]],
  ["hamming", 37, 29, 80, 29, 2947873209, [0, 29, 58, 1]],
  ["nearest", 200, 150, 32, 24, 2802395346, [60, 89, 118, 102]],
  ["lanczos", 200, 150, 32, 24, 1919275564, [103, 100, 125, 119]],
  ["bilinear", 200, 150, 32, 24, 3656829317, [109, 107, 129, 121]],
  ["bicubic", 200, 150, 32, 24, 197553863, [105, 103, 126, 120]],
  ["box", 200, 150, 32, 24, 379988206, [104, 106, 121, 116]],
  ["hamming", 200, 150, 32, 24, 992573111, [110, 106, 126, 119]],
  ["nearest", 5, 3, 1, 1, 1292965545, [151, 1, 102]],
  ["lanczos", 5, 3, 1, 1, 1174979413, [62, 70, 82]],
  ["bilinear", 5, 3, 1, 1, 34051960, [61, 64, 80]],
  ["bicubic", 5, 3, 1, 1, 1459801578, [62, 68, 81]],
  ["box", 5, 3, 1, 1, 4185507591, [66, 76, 86]],
  ["hamming", 5, 3, 1, 1, 2133276825, [59, 62, 79]],
  ["nearest", 2, 2, 7, 9, 1574946, [0, 29, 58, 0]],
  ["lanczos", 2, 2, 7, 9, 1614931567, [0, 6, 22, 0]],
  ["bilinear", 2, 2, 7, 9, 1179654005, [0, 29, 58, 0]],
  ["bicubic", 2, 2, 7, 9, 1609611888, [0, 20, 43, 0]],
  ["box", 2, 2, 7, 9, 4270319519, [0, 29, 58, 0]],
  ["hamming", 2, 2, 7, 9, 4175731911, [0, 29, 58, 0]],
];

/** The same for pictures of mode F: filter, size after, first values and sum. */
const goldenMaps: ["bilinear" | "bicubic", number, number, number[], number][] = [
  [
    "bilinear",
    4,
    5,
    [-0.0813775509595871, 0.7310540080070496, 0.48453834652900696, 0.23469386994838715],
    9.670818883925676,
  ],
  ["bilinear", 14, 8, [-1.0, -0.59375, -0.03125, 0.53125], 53.17466492764652],
  [
    "bicubic",
    4,
    5,
    [-0.18924719095230103, 0.7980768084526062, 0.4993289113044739, 0.2131035029888153],
    9.628436010330915,
  ],
  [
    "bicubic",
    14,
    8,
    [-1.1320661306381226, -0.756171464920044, -0.09986072778701782, 0.5676743388175964],
    53.51325342524797,
  ],
];

describe("resize", () => {
  test.each(golden)(
    "%s from %i × %i to %i × %i equals Pillow bit for bit",
    (filter, w, h, toW, toH, hash, first) => {
      const resized = resize(pattern(w, h), toW, toH, filter);
      expect([...resized.data.slice(0, 4)]).toEqual(first);
      expect(resized.data.length).toBe(toW * toH * 3);
      expect(fnv(resized.data)).toBe(hash);
    },
  );

  test("the same size gives the same picture", () => {
    const picture = pattern(7, 5);
    expect(resize(picture, 7, 5, "bicubic")).toBe(picture);
  });

  test.each([
    [0, 4],
    [4, -1],
    [2.5, 4],
    [Number.NaN, 4],
  ])("refuses %d × %d", (width, height) => {
    expect(() => resize(pattern(4, 4), width, height)).toThrow(RangeError);
  });
});

describe("resizeMap", () => {
  test.each(goldenMaps)("%s to %i × %i equals Pillow's mode F", (filter, width, height, first, sum) => {
    const map = resizeMap({ width: 9, height: 6, data: plane(9, 6) }, width, height, filter);
    first.forEach((value, i) => {
      expect(map.data[i]).toBeCloseTo(value, 6);
    });
    expect(map.data.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 4);
  });
});

test("shortestEdge rounds the longer side down, as Hugging Face and torchvision do", () => {
  expect(shortestEdge({ width: 500, height: 375 }, 256)).toEqual({ width: 341, height: 256 });
  expect(shortestEdge({ width: 375, height: 500 }, 256)).toEqual({ width: 256, height: 341 });
  expect(shortestEdge({ width: 300, height: 300 }, 224)).toEqual({ width: 224, height: 224 });
  expect(shortestEdge({ width: 640, height: 427 }, 232)).toEqual({ width: 347, height: 232 });
});
