import { describe, expect, test } from "vitest";
import { tensor } from "../../src/graph/tensor.js";
import { centerCrop, crop, roll } from "../../src/image/crop.js";
import { blank, fromTensor, type Image, image, stack, toTensor } from "../../src/image/image.js";
import { pattern } from "./pattern.js";

/** The red channel counts the pixels from 1, so that 0 is a border. */
function counted(width: number, height: number): Image {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i % 3 === 0 ? i / 3 + 1 : 0));
  return image(width, height, data);
}
const red = ({ data }: Image): number[] => [...data].filter((_, i) => i % 3 === 0);

describe("tensors of pictures", () => {
  test("channels lie in planes, in [0, 1]", () => {
    const { dims, data } = toTensor(image(2, 1, Uint8Array.of(255, 0, 51, 0, 102, 255)));
    expect(dims).toEqual([1, 3, 1, 2]);
    expect(data).toEqual(Float32Array.of(1, 0, 0, 102 / 255, 51 / 255, 1));
  });

  test("every level survives the way there and back", () => {
    const picture = image(
      16,
      16,
      Uint8Array.from({ length: 768 }, (_, i) => i % 256),
    );
    expect([...fromTensor(toTensor(picture)).data]).toEqual([...picture.data]);
  });

  test("values are rounded to the nearest level and clamped", () => {
    const values = Float32Array.of(-3, 0.4 / 255, 0.6 / 255, 254.6 / 255, 2, Number.POSITIVE_INFINITY);
    expect([...fromTensor(tensor(values, [1, 3, 1, 2])).data]).toEqual([0, 1, 255, 0, 255, 255]);
  });

  test("NaN, other shapes and other indices are refused", () => {
    expect(() => fromTensor(tensor(Float32Array.of(0, Number.NaN, 0), [1, 3, 1, 1]))).toThrow(
      /channel 1 is NaN/,
    );
    expect(() => fromTensor(tensor(new Float32Array(4), [1, 1, 2, 2]))).toThrow(/no picture/);
    expect(() => fromTensor(tensor(new Float32Array(3), [1, 3, 1, 1]), 1)).toThrow(/no picture 1/);
    expect(() => image(2, 2, new Uint8Array(11))).toThrow(RangeError);
  });

  test("a stack holds its pictures in order", () => {
    const both = stack([toTensor(pattern(4, 3)), toTensor(blank(4, 3, [1, 2, 3]))]);
    expect(both.dims).toEqual([2, 3, 3, 4]);
    expect(fromTensor(both, 0)).toEqual(pattern(4, 3));
    expect(fromTensor(both, 1)).toEqual(blank(4, 3, [1, 2, 3]));
    expect(() => stack([toTensor(blank(4, 3)), toTensor(blank(3, 4))])).toThrow(/cannot be stacked/);
    expect(() => stack([])).toThrow(RangeError);
  });
});

describe("crop", () => {
  test("takes the rectangle, black beyond the picture", () => {
    expect(red(crop(counted(3, 2), 1, 0, 2, 2))).toEqual([2, 3, 5, 6]);
    expect(red(crop(counted(3, 2), -1, 1, 3, 2))).toEqual([0, 4, 5, 0, 0, 0]);
    expect(red(crop(counted(3, 2), 5, 5, 1, 1))).toEqual([0]);
  });

  // Offsets by hand from transformers.image_transforms.center_crop.
  test.each([
    [5, 2, [2, 3]],
    [4, 3, [1, 2, 3]],
    [5, 3, [2, 3, 4]],
    [7, 2, [3, 4]],
    [3, 6, [0, 0, 1, 2, 3, 0]],
    [3, 5, [0, 1, 2, 3, 0]],
  ])("of the middle: %i to %i pixels", (from, to, expected) => {
    expect(red(centerCrop(counted(from, 1), to, 1))).toEqual(expected);
    expect(red(centerCrop(counted(1, from), 1, to))).toEqual(expected);
  });
});

test("roll moves down and right and wraps around, as numpy.roll does", () => {
  const values = tensor(Float32Array.of(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15), [1, 2, 2, 3]);
  expect([...roll(values, 0, 1).data]).toEqual([2, 0, 1, 5, 3, 4, 12, 10, 11, 15, 13, 14]);
  expect([...roll(values, 1, 0).data]).toEqual([3, 4, 5, 0, 1, 2, 13, 14, 15, 10, 11, 12]);
  expect([...roll(values, 1, -1).data]).toEqual([4, 5, 3, 1, 2, 0, 14, 15, 13, 11, 12, 10]);
  expect(roll(roll(values, 5, -7), -5, 7)).toEqual(values);
});
