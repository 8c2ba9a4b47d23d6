import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ascent, tp8 } from "../../src/attack/ascent.js";
import { encodePng } from "../../src/image/png.js";
import { fitPicture, paste } from "../../src/model/fit.js";
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
    expect(() => ascent({ maxSteps: 1.5 })).toThrow(/steps/);
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
