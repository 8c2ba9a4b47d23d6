import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneHot } from "../../src/explainer.js";
import { tensor } from "../../src/graph/tensor.js";
import { fromTensor, type Image } from "../../src/image/image.js";
import { argmax, probabilities } from "../../src/model/probabilities.js";
import { assignment, type PublishedFigure, readPublished } from "../../src/verify/published.js";
import { verifyFigures } from "../../src/verify/verify.js";
import { describeWithData } from "../data.js";
import { backend, dense, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const pictures: readonly Image[] = [1, 2, 3].map((seed) => fromTensor(noisePicture(seed)));
const rate = 0.1;
const [mean, std] = [0.5, 0.25];

/** The assignment's loop, written anew: x ← x + rate · g / ‖g‖ until the network says the target. */
async function figure(picture: number, target: number): Promise<PublishedFigure> {
  const { width, height, data } = pictures[picture] as Image;
  const area = width * height;
  let x = Float32Array.from(
    { length: 3 * area },
    (_, i) => ((data[(i % area) * 3 + Math.floor(i / area)] ?? 0) / 255 - mean) / std,
  );
  const seed = oneHot([target], explainer.model.classes);
  const first: { class: number; probability: number }[] = [];
  for (let steps = 0; ; steps++) {
    const pixels = tensor(
      x.map((each) => each * std + mean),
      [1, 3, height, width],
    );
    const { value, gradient } = await explainer.gradient(pixels, seed);
    const p = probabilities(value).data;
    const best = argmax(value);
    first.push({ class: best, probability: p[best] ?? Number.NaN });
    if (best === target) {
      const { class: own, probability } = first[0] ?? { class: 0, probability: 0 };
      return { picture, class: own, probability, steps, fooled: p[target] ?? Number.NaN };
    }
    const norm = Math.hypot(...gradient.data);
    x = x.map((each, i) => each + (rate * (gradient.data[i] ?? 0)) / norm);
  }
}

describe("verifyFigures", () => {
  const target = 2;
  let figures: PublishedFigure[] = [];
  const published = () => ({ pictures: 3, model: "tiny", target, rate, figures });
  beforeAll(async () => {
    figures = [await figure(2, target), await figure(0, target)];
  });

  it("finds the numbers of another program that does the same", async () => {
    expect(figures.some(({ steps }) => steps > 2)).toBe(true);
    const verified = await verifyFigures(explainer, pictures, published());
    expect(verified.map(({ isSame }) => isSame)).toEqual([true, true]);
    for (const [i, { steps, probability, fooled }] of verified.entries()) {
      expect(steps).toBe(figures[i]?.steps);
      expect(probability).toBeCloseTo(figures[i]?.probability ?? Number.NaN, 5);
      expect(fooled).toBeCloseTo(figures[i]?.fooled ?? Number.NaN, 4);
    }
  });

  it.each<[string, (figure: PublishedFigure) => Partial<PublishedFigure>]>([
    ["another probability", ({ probability }) => ({ probability: probability - 0.0015 })],
    ["another number of updates", ({ steps }) => ({ steps: steps + 1 + Math.ceil(steps / 5) })],
    ["another end", ({ fooled }) => ({ fooled: fooled + 0.03 })],
    ["another class", (figure) => ({ class: (figure.class + 1) % 4 })],
  ])("sees %s", async (_, change) => {
    const changed = figures.map((each) => ({ ...each, ...change(each) }));
    const verified = await verifyFigures(explainer, pictures, { ...published(), figures: changed });
    expect(verified.map(({ isSame }) => isSame)).toEqual([false, false]);
  });

  it("refuses other pictures than the published ones", async () => {
    await expect(verifyFigures(explainer, pictures.slice(1), published())).rejects.toThrow(
      "the figures are of 3 pictures, and 2 are given; their order counts",
    );
    const small: Image = { width: 8, height: 8, data: new Uint8ClampedArray(192) };
    await expect(verifyFigures(explainer, [small, small, small], published())).rejects.toThrow(
      "picture 2 has 8 × 8 pixels; the figures are of 16 × 16",
    );
    await expect(verifyFigures(explainer, pictures, { ...published(), target: 4 })).rejects.toThrow(
      "no class 4",
    );
  });
});

describe("published numbers", () => {
  it("are read from a file", () => {
    expect(readPublished(JSON.stringify(assignment), "a.json")).toEqual(assignment);
  });

  it.each([
    ["no JSON", "{", "a.json is not JSON"],
    ["no figures", '{"figures": []}', "a.json: figures is [], not a list of figures"],
    [
      "a rate of nothing",
      JSON.stringify({ ...assignment, rate: 0 }),
      "a.json: rate is 0, not a positive number",
    ],
    [
      "a percentage",
      JSON.stringify({ ...assignment, figures: [{ ...assignment.figures[0], fooled: 7.97 }] }),
      "a.json, figure 0: fooled is 7.97, not a positive number up to 1",
    ],
  ])("are not read from %s", (_, text, message) => {
    expect(() => readPublished(text, "a.json")).toThrow(message);
  });
});

describeWithData("the names of the assignment's classes", "imagenet_classes.json", (path) => {
  it("are those of its pictures", () => {
    const { classes } = JSON.parse(readFileSync(path, "utf8")) as {
      classes: readonly (readonly [string, string])[];
    };
    const names = [...assignment.figures.map((each) => each.class), assignment.target].map(
      (index) => classes[index]?.[1],
    );
    expect(names).toEqual(["daisy", "bee eater", "space shuttle", "sports car", "stingray"]);
  });
});
