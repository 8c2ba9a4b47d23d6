import { afterAll, describe, expect, it } from "vitest";
import { oneHot } from "../../src/explainer.js";
import { blur } from "../../src/image/blur.js";
import { random } from "../../src/image/random.js";
import { spaceOf } from "../../src/model/space.js";
import { classVisualization } from "../../src/visualize/class-visualization.js";
import { recipes } from "../../src/visualize/recipes.js";
import { backend, heldAtZero, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer();

describe("class visualization", () => {
  it("climbs, keeps pixels in range, and keeps the snapshots it promises", async () => {
    const { pixels, scores, probabilities, snapshots } = await classVisualization({ steps: 60, rate: 100 })(
      explainer,
      1,
      {
        seed: 5,
      },
    );
    expect(scores).toHaveLength(61);
    expect(probabilities).toHaveLength(61);
    expect(scores.at(-1) ?? 0).toBeGreaterThan((scores[0] ?? 0) + 1);
    expect(Math.min(...pixels.data)).toBeGreaterThanOrEqual(-1e-6);
    expect(Math.max(...pixels.data)).toBeLessThanOrEqual(1 + 1e-6);
    expect(snapshots.map(({ step }) => step)).toEqual([1, 25, 50, 60]);
    expect(snapshots.at(-1)?.pixels.data).toEqual(pixels.data);
  });

  it("gives the same picture for the same seed, bit by bit, and another for another", async () => {
    const dream = (seed: number) => classVisualization({ steps: 8 })(explainer, 2, { seed });
    const [first, again, other] = [await dream(1), await dream(1), await dream(2)];
    expect(again.pixels.data).toEqual(first.pixels.data);
    expect(other.pixels.data).not.toEqual(first.pixels.data);
  });

  it("does what the recipe says, step by step", async () => {
    const settings = { ...recipes.tp8, steps: 4, jitter: 5, blurEvery: 2, l2: 0.01 };
    const { pixels } = await classVisualization(settings)(explainer, 3, { seed: 9 });

    const rng = random(9);
    const space = spaceOf(explainer.model);
    const side = 16;
    const area = side * side;
    let x = rng.normals(3 * area);
    const moved = (data: Float32Array, dy: number, dx: number): Float32Array =>
      data.map((_, i) => {
        const [channel, row, column] = [Math.floor(i / area), Math.floor((i % area) / side), i % side];
        const wrap = (at: number): number => (at + 2 * side) % side;
        return data[channel * area + wrap(row - dy) * side + wrap(column - dx)] ?? Number.NaN;
      });
    const dims = [1, 3, side, side];
    for (let step = 0; step < 4; step++) {
      const [dy, dx] = [rng.integer(0, 5), rng.integer(0, 5)];
      const rolled = moved(x, dy, dx);
      const at = space.toPixels({ dtype: "float32", dims, data: rolled });
      const { gradient } = await explainer.gradient(at, oneHot([3], 4));
      const climbed = rolled.map((value, i) => value + 5 * ((gradient.data[i] ?? 0) - 2 * 0.01 * value));
      x = moved(climbed, -dy, -dx).map((value) => Math.min(2, Math.max(-2, value)));
      if (step === 0 || step === 2) x = blur({ dtype: "float32", dims, data: x }, 0.5).data.slice();
    }
    const expected = space.toPixels({ dtype: "float32", dims, data: x });
    const worst = pixels.data.reduce(
      (most, pixel, i) => Math.max(most, Math.abs(pixel - (expected.data[i] ?? 0))),
      0,
    );
    expect(worst).toBeLessThan(1e-5);
  });

  it("takes a step of the length of its rate, whatever the gradient, where it is normalized", async () => {
    const from = noisePicture();
    const start = spaceOf(explainer.model).fromPixels(from).data;
    for (const rate of [0.01, 0.02]) {
      const recipe = classVisualization({ steps: 1, rate, normalized: true, l2: 0, jitter: 0, blurEvery: 0 });
      const { pixels, scores } = await recipe(explainer, 0, { from });
      const end = spaceOf(explainer.model).fromPixels(pixels).data;
      expect(Math.hypot(...end.map((value, i) => value - (start[i] ?? 0)))).toBeCloseTo(rate, 4);
      expect(scores[1]).toBeGreaterThan(scores[0] ?? 0);
    }
  });

  it("starts from a picture", async () => {
    const from = noisePicture();
    const recipe = classVisualization({ steps: 1, rate: 0, l2: 0, blurEvery: 0 });
    const { pixels } = await recipe(explainer, 0, { from });
    const worst = pixels.data.reduce(
      (most, pixel, i) => Math.max(most, Math.abs(pixel - (from.data[i] ?? 0))),
      0,
    );
    expect(worst).toBeLessThan(1e-6);
  });

  it("gets around a score held at zero, and says so", async () => {
    const { notes, pixels, snapshots } = await classVisualization({ steps: 3 })(
      tinyExplainer({ end: heldAtZero }),
      1,
    );
    expect(notes.join()).toMatch(/final ReLU/);
    expect(pixels.data.every(Number.isFinite)).toBe(true);
    expect(pixels.data).not.toEqual(snapshots[0]?.pixels.data);
  });

  it("moves the same picture for a network that takes 0 … 255", async () => {
    const wide = tinyExplainer(
      {},
      { do_rescale: false, image_mean: [127.5, 127.5, 127.5], image_std: [1, 1, 1] },
    );
    expect(spaceOf(explainer.model).unit).toBe(1);
    expect(spaceOf(wide.model).unit).toBeCloseTo(255 * 0.226, 1);
    const from = noisePicture();
    const space = spaceOf(wide.model);
    const back = space.toPixels(space.fromPixels(from));
    const worst = back.data.reduce(
      (most, pixel, i) => Math.max(most, Math.abs(pixel - (from.data[i] ?? 0))),
      0,
    );
    expect(worst).toBeLessThan(1e-6);
  });

  it("refuses settings that make no sense", () => {
    expect(() => classVisualization({ steps: 0 })).toThrow(/steps/);
    expect(() => classVisualization({ rate: -1 })).toThrow(/rate/);
    expect(() => classVisualization({ jitter: 0.5 })).toThrow(/jitter/);
  });
});
