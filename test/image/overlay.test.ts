import { expect, test } from "vitest";
import { blank, image } from "../../src/image/image.js";
import { overlay } from "../../src/image/overlay.js";

const map = { width: 3, height: 1, data: Float32Array.of(0, 0.25, 1) };

test("the higher a value, the more its color covers the gray picture", () => {
  const picture = image(3, 1, Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255));
  const { data } = overlay(picture, map, { colormap: "gray", opacity: 1 });
  expect([...data.subarray(0, 3)]).toEqual([76, 76, 76]); // luma of red, BT.601
  expect([...data.subarray(3, 6)]).toEqual([107, 107, 107]); // halfway from the luma of green to gray 64
  expect([...data.subarray(6, 9)]).toEqual([255, 255, 255]);
});

test("zero leaves the picture in a symmetric range", () => {
  const signed = { width: 3, height: 1, data: Float32Array.of(-1, 0, 1) };
  const { data } = overlay(blank(3, 1, [9, 9, 9]), signed, {
    colormap: "seismic",
    range: { symmetric: true },
    opacity: 1,
  });
  expect([...data]).toEqual([0, 0, 76, 9, 9, 9, 127, 0, 0]);
});

test("opacity 0 leaves the gray picture, and a map of another size is resized", () => {
  const picture = blank(6, 4, [50, 50, 50]);
  expect(overlay(picture, map, { opacity: 0 })).toEqual(picture);
  expect(() => overlay(picture, map, { opacity: 1.5 })).toThrow(RangeError);
});
