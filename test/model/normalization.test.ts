import { describe, expect, it } from "vitest";
import { tensor } from "../../src/graph/tensor.js";
import { random } from "../../src/image/random.js";
import { inputRange, toInput, toPixels } from "../../src/model/normalization.js";

const order = (each: "RGB" | "BGR") => each;
const caffe = { preprocessing: { scale: 255, mean: [104, 117, 123], std: [1, 2, 4], order: order("BGR") } };
const imagenet = {
  preprocessing: { scale: 1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], order: order("RGB") },
};

describe("normalization", () => {
  it("flips, scales, subtracts and divides in the network's channel order", () => {
    const x = toInput(caffe, tensor(Float32Array.of(0.2, 0.4, 0.6, 0.8, 1, 0), [1, 3, 1, 2]));
    const expected = [255 - 104, -104, (153 - 117) / 2, (204 - 117) / 2, (51 - 123) / 4, (102 - 123) / 4];
    for (const [i, each] of expected.entries()) expect(x.data[i]).toBeCloseTo(each, 4);
  });

  it.each([caffe, imagenet])("is undone by toPixels", (model) => {
    const rng = random(1);
    const pixels = tensor(
      Float32Array.from({ length: 2 * 3 * 12 }, () => rng.uniform()),
      [2, 3, 4, 3],
    );
    const back = toPixels(model, toInput(model, pixels));
    expect(back.dims).toEqual(pixels.dims);
    for (const [i, pixel] of pixels.data.entries()) expect(back.data[i]).toBeCloseTo(pixel, 6);
  });

  it.each([caffe, imagenet])("takes [0, 1] to the range that it says", (model) => {
    const extremes = toInput(model, tensor(Float32Array.of(0, 1, 0, 1, 0, 1), [1, 3, 1, 2])).data;
    for (const [channel, [low, high]] of inputRange(model).entries()) {
      expect(extremes[channel * 2]).toBeCloseTo(low, 4);
      expect(extremes[channel * 2 + 1]).toBeCloseTo(high, 4);
    }
  });

  it("is of pictures", () => {
    expect(() => toInput(caffe, tensor(new Float32Array(4), [1, 4, 1, 1]))).toThrow("is not [N, 3, H, W]");
  });
});
