import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Tensor } from "../../src/graph/tensor.js";
import { readNpyFloats } from "../../src/image/npy.js";
import { open } from "../../src/node/open.js";
import { gradient } from "../../src/saliency/gradient.js";
import { describeWithData } from "../data.js";
import { backend, endsInRelu, heldAtZero, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

describe("the gradient map", () => {
  it("is the largest slope over the channels, as central differences find it", async () => {
    const explainer = tinyExplainer();
    const image = noisePicture();
    const map = await gradient()(explainer, image, 2);
    expect([map.width, map.height, map.notes]).toEqual([16, 16, []]);
    const std = 0.25;
    const h = 1e-2;
    for (const pixel of [0, 37, 136, 255]) {
      const slopes = await Promise.all(
        [0, 1, 2].map(async (channel) => {
          const scoreAt = async (by: number): Promise<number> => {
            const moved = image.data.slice();
            const at = channel * 256 + pixel;
            moved[at] = (moved[at] ?? 0) + by * std;
            return (await explainer.scores({ ...image, data: moved })).data[2] ?? Number.NaN;
          };
          return Math.abs((await scoreAt(h)) - (await scoreAt(-h))) / (2 * h);
        }),
      );
      // The network is piecewise linear, so that only a kink within the step can part the two.
      expect(Math.abs((map.data[pixel] ?? 0) - Math.max(...slopes))).toBeLessThan(
        0.05 * Math.max(...map.data),
      );
    }
  });

  it("gets around a final ReLU that holds the score at zero, and says so", async () => {
    const explainer = tinyExplainer({ end: heldAtZero });
    const image = noisePicture();
    const { value } = await explainer.gradient(image, {
      dtype: "float32",
      dims: [1, 4],
      data: new Float32Array(4),
    });
    expect(Math.max(...value.data)).toBe(0);
    const map = await gradient()(explainer, image, 1);
    expect(Math.max(...map.data)).toBeGreaterThan(0);
    expect(map.notes.join()).toMatch(/held at 0 by the network's final ReLU/);
    const open = await gradient()(tinyExplainer({ end: endsInRelu }), image, 1);
    expect(open.notes).toEqual([]);
  });

  it("refuses a class whose score does not depend on the picture", async () => {
    const explainer = tinyExplainer({
      end: (g, maps) => {
        const means = g.op("ReduceMean", [maps], {}, { name: "means" });
        return [g.op("Mul", [g.op("Reshape", [means, g.ints([-1, 1])]), g.floats([1, 0], [1, 2])])];
      },
      opset: 18,
    });
    await expect(gradient()(explainer, noisePicture(), 1)).rejects.toThrow(/does not depend on this picture/);
  });
});

describeWithData("the gradient map of Tiny VGG", "golden/tiny_vgg", (golden) => {
  it("is PyTorch's", async () => {
    // Its x is the pixels themselves, so that nothing is rounded on the way in and the kinks are the same.
    const explainer = await open(join(golden, "../../models/tiny_vgg"));
    const read = (name: string): Tensor => readNpyFloats(readFileSync(join(golden, name)));
    const map = await gradient()(explainer, read("bus_1.input.npy"), 4);
    const expected = read("bus_1.grad.npy").data;
    const area = 64 * 64;
    const largest = Float32Array.from({ length: area }, (_, i) =>
      Math.max(...[0, 1, 2].map((channel) => Math.abs(expected[channel * area + i] ?? 0))),
    );
    const error = Math.max(...map.data.map((value, i) => Math.abs(value - (largest[i] ?? 0))));
    expect(error / Math.max(...largest)).toBeLessThan(1e-5);
    await explainer.close();
  });
});
