import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { ascent, tp8 } from "../../src/attack/ascent.js";
import type { Answer } from "../../src/explainer.js";
import { int } from "../../src/graph/attributes.js";
import type { Builder } from "../../src/graph/builder.js";
import type { Dim, Value } from "../../src/graph/types.js";
import type { Image } from "../../src/image/image.js";
import { encodePng } from "../../src/image/png.js";
import { random } from "../../src/image/random.js";
import { fitPicture, paste, saving } from "../../src/model/fit.js";
import { argmax, top } from "../../src/model/probabilities.js";
import { spaceOf } from "../../src/model/space.js";
import { open } from "../../src/node/open.js";
import { readPicture } from "../../src/node/picture.js";
import { data, describeWithData } from "../data.js";
import { backend, dense, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const image = noisePicture();

async function otherClass(): Promise<{ readonly own: number; readonly target: number }> {
  const [first, second] = top(await explainer.scores(image), 2);
  return { own: first?.index ?? Number.NaN, target: second?.index ?? Number.NaN };
}

describe("ascent", () => {
  it("ends in an 8-bit picture that the network calls the target", async () => {
    const { target } = await otherClass();
    const attempt = await ascent()(explainer, image, target);
    expect(attempt.success).toBe(true);
    expect(argmax(await explainer.scores(attempt.adversarial))).toBe(target);
    for (const pixel of attempt.adversarial.data) {
      expect(pixel).toBeGreaterThanOrEqual(0);
      expect(pixel).toBeLessThanOrEqual(1);
      expect(Math.abs(pixel * 255 - Math.round(pixel * 255))).toBeLessThan(1e-4);
    }
    expect(attempt.probabilities).toHaveLength(attempt.steps + 1);
    expect(attempt.steps).toBeGreaterThan(0);
  });

  it("asks for one value with gradient a step, and for the saved picture's scores only once it gets there", async () => {
    const { target } = await otherClass();
    const gradients = vi.spyOn(explainer, "gradient");
    const scores = vi.spyOn(explainer, "scores");
    const { steps } = await ascent()(explainer, image, target);
    expect(gradients).toHaveBeenCalledTimes(steps + 1);
    const answers = await Promise.all(gradients.mock.results.map(({ value }) => value as Promise<Answer>));
    expect(scores).toHaveBeenCalledTimes(answers.filter(({ value }) => argmax(value) === target).length);
    vi.restoreAllMocks();
  });

  it("changes nothing in a picture that is the target already", async () => {
    const { own } = await otherClass();
    const attempt = await ascent()(explainer, image, own);
    expect(attempt).toMatchObject({ steps: 0, success: true });
    expect(
      Math.max(...attempt.adversarial.data.map((pixel, i) => Math.abs(pixel - (image.data[i] ?? 0)))),
    ).toBeLessThan(1e-6);
  });

  it("takes steps of length `rate` in the normalized input, and tp8 leaves the pixel range", async () => {
    const { target } = await otherClass();
    const space = spaceOf(explainer.model);
    const { adversarial, steps } = await ascent({ ...tp8, rate: 40, maxSteps: 1 })(explainer, image, target);
    const [from, to] = [space.fromPixels(image).data, space.fromPixels(adversarial).data];
    const length = Math.sqrt(to.reduce((sum, z, i) => sum + (z - (from[i] ?? 0)) ** 2, 0));
    expect(steps).toBe(1);
    expect(length).toBeCloseTo(40, 3);
    expect(Math.max(...adversarial.data)).toBeGreaterThan(1);
  });

  it("says that it failed where it did", async () => {
    const { target } = await otherClass();
    expect(await ascent({ maxSteps: 0 })(explainer, image, target)).toMatchObject({
      steps: 0,
      success: false,
    });
  });

  it("reports its progress and stops when told to", async () => {
    const { target } = await otherClass();
    const seen: number[] = [];
    await ascent({ maxSteps: 3, rate: 1e-6 })(explainer, image, target, {
      onProgress: ({ done }) => seen.push(done),
    });
    expect(seen).toEqual([0, 1, 2, 3]);
    await expect(ascent()(explainer, image, target, { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it("refuses settings that make no sense", () => {
    expect(() => ascent({ rate: 0 })).toThrow(/rate/);
    expect(() => ascent({ rate: Number.NaN })).toThrow(/rate/);
    expect(() => ascent({ maxSteps: 1.5 })).toThrow(
      /maxSteps of ascent is a whole number from 0 up, not 1.5/,
    );
  });
});

describe("what can be saved", () => {
  const rng = random(8);
  const noise = (width: number, height: number): Image => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height * 3 }, () => rng.integer(0, 255)),
  });
  const side = { height: 16, width: 16 };

  it.each<[string, object, Image, (readonly Dim[])?]>([
    ["smaller than the crop", { crop_size: side }, noise(9, 12)],
    ["smaller than the crop in one direction", { crop_size: side }, noise(13, 40)],
    ["resized to less than the crop", { do_resize: true, size: 12, crop_size: side }, noise(30, 24)],
    ["larger than the crop", { crop_size: side }, noise(50, 31)],
    ["resized by its shorter edge", { do_resize: true, size: 19, crop_size: side }, noise(37, 23)],
    ["resized without a crop", { do_resize: true, size: side }, noise(5, 50)],
    ["not square", { do_resize: true, size: { height: 8, width: 32 } }, noise(20, 20), ["N", 3, 8, 32]],
    ["a single pixel", { do_resize: true, size: side }, noise(1, 1)],
  ])("is what the network is fooled by: a picture %s", async (_, config, picture, shape) => {
    const network = tinyExplainer({ end: dense, ...(shape ? { shape } : {}) }, config);
    const fitted = fitPicture(network.model, picture);
    const order = top(await network.scores(fitted.pixels), 4);
    const target = order[3]?.index ?? Number.NaN;
    const attempt = await ascent()(network, fitted.pixels, target, { saved: saving(network.model, fitted) });
    expect(attempt.success).toBe(true);
    expect(attempt.steps).toBeGreaterThan(0);
    const { image: again } = await readPicture(encodePng(paste(fitted, attempt.adversarial)));
    const { pixels } = fitPicture(network.model, again);
    expect(pixels.data).toEqual(attempt.adversarial.data);
    expect(argmax(await network.scores(pixels))).toBe(target);
  });

  it("is not the border around a picture", async () => {
    // A score that is read off the upper left corner alone, where a small picture in the middle does not reach.
    const corner = (g: Builder, maps: Value): Value[] => {
      const starts = [g.ints([0, 0]), g.ints([3, 3]), g.ints([2, 3])];
      return [g.op("ReduceMean", [g.op("Slice", [maps, ...starts]), g.ints([2, 3])], { keepdims: int(0) })];
    };
    const network = tinyExplainer({ end: corner, opset: 18 }, { crop_size: side });
    const fitted = fitPicture(network.model, noise(4, 4));
    const saved = saving(network.model, fitted);
    const [, second] = top(await network.scores(fitted.pixels), 2);
    const attempt = ascent()(network, fitted.pixels, second?.index ?? Number.NaN, { saved });
    await expect(attempt).rejects.toThrow(/only on the black border .* make it larger first/);
  });

  it("may be less than tp8 makes, and then a note says so", async () => {
    const { target } = await otherClass();
    const attempt = await ascent({ ...tp8, rate: 60 })(explainer, image, target, {
      saved: () => image,
    });
    expect(attempt.success).toBe(false);
    expect(attempt.notes).toEqual([expect.stringContaining("but not the 8-bit picture")]);
  });
});

describeWithData("ascent on SqueezeNet 1.0", "models/squeezenet1_0", (folder) => {
  it("fools it with a saved picture, read back through the whole preprocessing", async () => {
    const network = await open(folder);
    const stingray = 6;
    for (const name of ["20_daisy.png", "08_sports_car.png"]) {
      const picture = await readPicture(data(join("images/seed", name)) ?? "");
      const fitted = fitPicture(network.model, picture.image);
      const attempt = await ascent()(network, fitted.pixels, stingray);
      expect(attempt.success, name).toBe(true);
      const again = await readPicture(encodePng(paste(fitted, attempt.adversarial)));
      expect(argmax(await network.scores(fitPicture(network.model, again.image).pixels)), name).toBe(
        stingray,
      );
    }
    await network.close();
  });
});
