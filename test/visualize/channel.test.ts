import { afterAll, describe, expect, it, vi } from "vitest";
import { oneHot } from "../../src/explainer.js";
import { channelMeans } from "../../src/objective.js";
import { classVisualization } from "../../src/visualize/class-visualization.js";
import type { ClimbStep } from "../../src/visualize/recipe.js";
import { backend, dense, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const image = noisePicture();
const { name: layer = "" } = explainer.model.layers.findLast(({ op }) => op === "Conv") ?? {};

describe("a channel of a layer", () => {
  it("is its mean over the places, with the gradient of that mean", async () => {
    const activation = await explainer.activation(image, layer);
    const [, channels = 0, height = 0, width = 0] = activation.dims;
    const { value } = await explainer.gradient(image, oneHot([1], channels), { of: channelMeans(layer) });
    expect(value.dims).toEqual([1, channels]);
    for (const [k, mean] of value.data.entries()) {
      const plane = activation.data.subarray(k * height * width, (k + 1) * height * width);
      expect(mean).toBeCloseTo(plane.reduce((sum, each) => sum + each, 0) / plane.length, 5);
    }
    expect(channelMeans(layer)).toBe(channelMeans(layer));
  });

  it("is climbed like a class, and one compilation serves all channels", async () => {
    const network = tinyExplainer({ end: dense });
    const recipe = classVisualization({ steps: 25, rate: 1, normalized: true, jitter: 2 });
    for (const channel of [0, 1, 2]) {
      const { scores, probabilities } = await recipe(network, { layer, channel }, { seed: channel });
      expect(scores).toHaveLength(26);
      expect(scores.at(-1)).toBeGreaterThan(scores[0] ?? 0);
      expect(probabilities.every(Number.isNaN)).toBe(true);
    }
    expect(network.compilations).toBe(1);
  });

  it("has to be there", async () => {
    const recipe = classVisualization({ steps: 1 });
    await expect(recipe(explainer, { layer: "conv9", channel: 0 })).rejects.toThrow(/no layer "conv9"/);
    await expect(recipe(explainer, { layer, channel: 99 })).rejects.toThrow(
      /no channel 99: those of .* are 0 to/,
    );
  });
});

describe("a climb that is watched", () => {
  it.each([1, { layer, channel: 0 }])("tells of the start, each step and the end: %o", async (target) => {
    const steps: ClimbStep[] = [];
    const { scores, pixels } = await classVisualization({ steps: 4, jitter: 0 })(explainer, target, {
      from: image,
      onStep: (step) => steps.push(step),
    });
    expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
    expect(steps.map(({ score }) => score)).toEqual(scores);
    expect(steps.at(-1)?.pixels).toBe(pixels);
    for (const [i, pixel] of (steps[0]?.pixels.data ?? []).entries()) {
      expect(pixel).toBeCloseTo(image.data[i] ?? Number.NaN, 5);
    }
  });

  it("rests while it is told to, and comes to the same end", async () => {
    let goOn = (): void => {};
    const rest = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const told: number[] = [];
    const recipe = classVisualization({ steps: 6 });
    const climbing = recipe(explainer, 2, {
      onStep({ step }) {
        told.push(step);
        return step === 3 ? rest : undefined;
      },
    });
    await expect.poll(() => told.length).toBe(4);
    await explainer.scores(image);
    expect(told).toEqual([0, 1, 2, 3]);
    goOn();
    const { pixels } = await climbing;
    expect(told).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(pixels.data).toEqual((await recipe(explainer, 2)).pixels.data);
  });

  it("asks the network nothing more", async () => {
    const gradients = vi.spyOn(explainer, "gradient");
    await classVisualization({ steps: 4 })(explainer, 1, { onStep: () => {} });
    expect(gradients).toHaveBeenCalledTimes(4);
    vi.restoreAllMocks();
  });
});
