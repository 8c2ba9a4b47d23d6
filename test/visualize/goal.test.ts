import { afterAll, describe, expect, it } from "vitest";
import { classVisualization } from "../../src/visualize/class-visualization.js";
import type { VisualizationStep } from "../../src/visualize/recipe.js";
import { backend, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer();
const layer = explainer.model.layers.find(({ op }) => op === "Conv")?.name ?? "";
const short = { steps: 30, rate: 20, jitter: 2 };

describe("a visualization", () => {
  it("raises the mean activation of a channel", async () => {
    const goal = { layer, channel: 1 };
    const { pixels, scores, probabilities } = await classVisualization(short)(explainer, goal, { seed: 1 });
    const { data, dims } = await explainer.activation(pixels, layer);
    const area = data.length / (dims[1] ?? 1);
    const mean = data.slice(area, 2 * area).reduce((sum, each) => sum + each, 0) / area;
    expect(scores).toHaveLength(31);
    expect(scores.at(-1)).toBeCloseTo(mean, 5);
    expect(mean).toBeGreaterThan((scores[0] ?? 0) + 0.1);
    expect(probabilities).toEqual([]);
  });

  it("says what there is where a layer or a channel is not there", async () => {
    const dream = (goal: { layer: string; channel: number }) => classVisualization(short)(explainer, goal);
    await expect(dream({ layer, channel: 1e6 })).rejects.toThrow(
      /no channel 1000000: the channels of .* are 0 to/,
    );
    await expect(dream({ layer: "conv9", channel: 0 })).rejects.toThrow(/no layer "conv9"/);
  });

  it("tells of every step, and waits where it is told to", async () => {
    const told: VisualizationStep[] = [];
    let goOn = (): void => {};
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const onStep = (step: VisualizationStep): void | Promise<void> => {
      told.push(step);
      if (step.step === 3) return paused;
    };
    const running = classVisualization({ steps: 6 })(explainer, 2, { seed: 4, onStep });
    await expect.poll(() => told.length).toBe(4);
    await explainer.scores(told[0]?.pixels as VisualizationStep["pixels"]);
    expect(told).toHaveLength(4);
    goOn();
    const { pixels, scores, probabilities } = await running;
    expect(told.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(told.map(({ score }) => score)).toEqual(scores);
    expect(told.map(({ probability }) => probability)).toEqual(probabilities);
    expect(told.at(-1)?.pixels.data).toEqual(pixels.data);
    const whole = await classVisualization({ steps: 6 })(explainer, 2, { seed: 4 });
    expect(pixels.data).toEqual(whole.pixels.data);
  });
});
