import { describe, expect, it } from "vitest";
import { type Tensor, tensor } from "../../src/graph/tensor.js";
import { random } from "../../src/image/random.js";
import { toInput } from "../../src/model/normalization.js";
import type { Preprocessing } from "../../src/model/preprocessing.js";
import { clampTo, spaceOf } from "../../src/model/space.js";

type Numbers = Pick<Preprocessing, "scale" | "mean" | "std">;

const model = (numbers: Numbers): { readonly preprocessing: Preprocessing } => ({
  preprocessing: {
    ...numbers,
    ...{ resize: null, resample: "bilinear", crop: null, order: "RGB", layout: "NCHW", origin: "test" },
  },
});
const alike = (scale: number, mean: number, std: number) =>
  model({ scale, mean: [mean, mean, mean], std: [std, std, std] });

const rng = random(4);
const pixels = tensor(
  Float32Array.from({ length: 3 * 20 }, () => rng.uniform()),
  [1, 3, 4, 5],
);

const apart = (a: Tensor, b: Tensor): number =>
  Math.max(...a.data.map((value, i) => Math.abs(value - (b.data[i] ?? Number.NaN))));

describe("the space of recipes", () => {
  it.each([
    ["ImageNet's", { scale: 1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }],
    ["the same for pixels to 255", { scale: 255, mean: [123.675, 116.28, 103.53], std: [58.4, 57.1, 57.4] }],
    ["CLIP's", { scale: 1, mean: [0.481, 0.458, 0.408], std: [0.269, 0.261, 0.276] }],
    ["[0, 1]", { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] }],
    ["[0, 1] less a mean", { scale: 1, mean: [0.485, 0.456, 0.406], std: [1, 1, 1] }],
    ["[-1, 1]", { scale: 1, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }],
    ["[-1, 1] of pixels to 255", { scale: 255, mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] }],
  ])("is the network's input itself where that is standardized: %s", (_, numbers) => {
    const standard = model(numbers);
    const space = spaceOf(standard);
    expect(space.unit).toBe(1);
    expect(space.fromPixels(pixels)).toEqual(toInput(standard, pixels));
    expect(space.gradient(pixels)).toBe(pixels);
  });

  it.each([
    ["0 … 255", alike(255, 0, 1)],
    ["0 … 255 less a mean", alike(255, 117, 1)],
    ["a range that is far too narrow", alike(1, 0, 255)],
  ])("is as wide as ImageNet's where the input is not: %s", (_, wide) => {
    const space = spaceOf(wide);
    const x = toInput(wide, pixels);
    const [[low, high] = [0, 0]] = space.range;
    expect(high - low).toBeCloseTo(1 / 0.226, 6);
    expect(
      apart(space.fromPixels(pixels), { ...x, data: x.data.map((each) => each / space.unit) }),
    ).toBeLessThan(1e-6);
    expect(apart(space.toPixels(space.fromPixels(pixels)), pixels)).toBeLessThan(1e-6);
    // S = x² has ∂S/∂z = ∂S/∂x · ∂x/∂z = 2x · unit.
    const slope = space.gradient({ ...x, data: x.data.map((each) => 2 * each) });
    expect(slope.data[7]).toBeCloseTo(2 * (x.data[7] ?? 0) * space.unit, 2);
  });

  it("is held channel by channel in what pixels can have", () => {
    const z = tensor(Float32Array.of(-9, 0.5, 9, -9, 0.5, 9, -9, 0.5, 9), [1, 3, 1, 3]);
    clampTo(
      [
        [-1, 1],
        [0, 2],
        [0.6, 3],
      ],
      z,
    );
    expect([...z.data]).toEqual([-1, 0.5, 1, 0, 0.5, 2, 0.6, 0.6, 3].map(Math.fround));
  });
});
