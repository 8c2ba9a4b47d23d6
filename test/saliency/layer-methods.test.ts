import { afterAll, describe, expect, it } from "vitest";
import { oneHot } from "../../src/explainer.js";
import type { Rules } from "../../src/gradient/rule.js";
import { rules } from "../../src/gradient/rules/index.js";
import { toInput } from "../../src/model/normalization.js";
import { open } from "../../src/node/open.js";
import { drawSamples } from "../../src/node/samples.js";
import { studySaliency } from "../../src/report/studies/saliency.js";
import { gradCam } from "../../src/saliency/grad-cam.js";
import { gradientTimesInput } from "../../src/saliency/gradient-times-input.js";
import { guidedBackprop } from "../../src/saliency/guided-backprop.js";
import { backend, dense, endsInRelu, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const image = noisePicture();

describe("gradient times input", () => {
  it("is the sum of x · ∂S/∂x, which is the score where the network is linear and has no offset", async () => {
    const { data } = await gradientTimesInput()(explainer, image, 2);
    const { gradient } = await explainer.gradient(image, oneHot([2], 4));
    const x = toInput(explainer.model, image).data;
    for (const pixel of [0, 100, 255]) {
      const sum = [0, 256, 512].reduce(
        (all, plane) => all + (x[plane + pixel] ?? 0) * (gradient.data[plane + pixel] ?? 0),
        0,
      );
      expect(data[pixel]).toBeCloseTo(sum, 5);
    }
    expect(Math.min(...data)).toBeLessThan(0);
  });
});

describe("guided backpropagation", () => {
  it("is the gradient of a network without ReLUs, and another where there are some", async () => {
    const question: { rules: Rules } = {
      rules: {
        ...rules,
        Relu: (g, dy, { outputs: [y] }) => {
          const zero = g.scalar(0, dy);
          const passes = g.op("And", [g.op("Greater", [dy, zero]), g.op("Greater", [y ?? dy, zero])]);
          return [g.op("Where", [passes, dy, zero])];
        },
      },
    };
    const network = tinyExplainer({ end: endsInRelu });
    const { gradient } = await network.gradient(image, oneHot([1], 4), question);
    const largest = Array.from({ length: 256 }, (_, i) =>
      Math.max(...[0, 256, 512].map((plane) => Math.abs(gradient.data[plane + i] ?? 0))),
    );
    const { data } = await guidedBackprop()(network, image, 1);
    expect(Math.max(...data.map((value, i) => Math.abs(value - (largest[i] ?? 0))))).toBeLessThan(1e-6);
  });
});

describe("Grad-CAM", () => {
  const [layer] = explainer.model.layers.filter(({ value }) => value.type.shape?.length === 4).slice(-1);
  const name = layer?.name ?? "";

  it("is ReLU(Σ α A), written out", async () => {
    const { gradient } = await explainer.gradient(image, oneHot([1], 4), { wrt: name });
    const activation = await explainer.activation(image, name);
    const [, channels = 0, height = 0, width = 0] = gradient.dims;
    expect(activation.dims).toEqual(gradient.dims);
    const at = (k: number, y: number, x: number): number => (k * height + y) * width + x;
    const cam = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => {
        let sum = 0;
        for (let k = 0; k < channels; k++) {
          let alpha = 0;
          for (let v = 0; v < height; v++) {
            for (let u = 0; u < width; u++) alpha += gradient.data[at(k, v, u)] ?? 0;
          }
          sum += (alpha / (height * width)) * (activation.data[at(k, y, x)] ?? 0);
        }
        return Math.max(0, sum);
      }),
    );
    const map = await gradCam({ layer: name })(explainer, image, 1);
    expect([map.width, map.height]).toEqual([16, 16]);
    // Bilinear with half-pixel centers and the border repeated, place by place.
    const scale = height / 16;
    const value = (y: number, x: number): number => {
      const clamp = (i: number): number => Math.min(height - 1, Math.max(0, i));
      return cam[clamp(y)]?.[clamp(x)] ?? Number.NaN;
    };
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 16; x++) {
        const [v, u] = [(y + 0.5) * scale - 0.5, (x + 0.5) * scale - 0.5];
        const [top, left] = [Math.floor(v), Math.floor(u)];
        const [b, r] = [v - top, u - left];
        const upper = (1 - r) * value(top, left) + r * value(top, left + 1);
        const lower = (1 - r) * value(top + 1, left) + r * value(top + 1, left + 1);
        expect(map.data[y * 16 + x]).toBeCloseTo((1 - b) * upper + b * lower, 5);
      }
    }
  });

  it("takes the last layer with a height and a width unless told otherwise", async () => {
    const [own, named] = await Promise.all(
      [gradCam(), gradCam({ layer: name })].map((method) => method(explainer, image, 1)),
    );
    expect(own?.data).toEqual(named?.data);
  });

  it("refuses layers that do not exist or have no places", async () => {
    const flat = explainer.model.layers.find(({ op }) => op === "Flatten")?.name ?? "";
    await expect(gradCam({ layer: "conv9" })(explainer, image, 1)).rejects.toThrow(/no layer "conv9"/);
    await expect(gradCam({ layer: flat })(explainer, image, 1)).rejects.toThrow(/height and width/);
    expect(() => gradCam({ layer: 3 as unknown as string })).toThrow(/the name of a layer/);
  });

  it("lies on the thing: the samples' objects, whose masks are known", async () => {
    const network = await open("bestiary-robust");
    const samples = await drawSamples();
    const found = await studySaliency(network, samples, gradCam(), { name: "grad-cam" });
    const hits = found.filter(({ localization }) => localization?.hit);
    expect([hits.length, samples.length]).toEqual([expect.toSatisfy((count: number) => count >= 5), 6]);
    await network.close();
  });
});
