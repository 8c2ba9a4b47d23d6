import { expect, test } from "vitest";
import { drawMap, isSigned } from "../../src/image/draw-map.js";
import { blank } from "../../src/image/image.js";
import { overlay } from "../../src/image/overlay.js";

const map = (...values: number[]) => ({ width: values.length, height: 1, data: Float32Array.from(values) });
const pixels = ({ data }: { readonly data: ArrayLike<number> }): number[][] =>
  Array.from({ length: data.length / 3 }, (_, i) => Array.from(data).slice(3 * i, 3 * i + 3));

test("a map of amounts goes from black to white", () => {
  expect(isSigned(map(0, 1))).toBe(false);
  expect(pixels(drawMap(map(1, 2, 3)))).toEqual([
    [10, 0, 0],
    [255, 91, 0],
    [255, 255, 255],
  ]);
});

test("a signed map has zero in the middle, whatever its extremes are", () => {
  const [blue, white, pink, red] = pixels(drawMap(map(-4, 0, 1, 4)));
  expect(white).toEqual([255, 253, 253]);
  expect(blue?.[2]).toBeGreaterThan(blue?.[0] ?? 0);
  expect([pink?.[0], (pink?.[1] ?? 0) < 255, red?.[1]]).toEqual([255, true, 0]);
});

test("an overlay of a signed map leaves the picture where the map is zero", () => {
  const [low, zero, high] = pixels(overlay(blank(3, 1, [9, 9, 9]), map(-1, 0, 3)));
  expect(zero).toEqual([9, 9, 9]);
  expect([(low?.[2] ?? 0) > 99, (high?.[0] ?? 0) > 99]).toEqual([true, true]);
});
