import { afterAll, describe, expect, it } from "vitest";
import { ascent } from "../../src/attack/ascent.js";
import type { AttackStep } from "../../src/attack/attack.js";
import { fgsm } from "../../src/attack/fgsm.js";
import { type NormName, norms } from "../../src/attack/norm.js";
import { pgd } from "../../src/attack/pgd.js";
import { classGradient } from "../../src/class-gradient.js";
import { oneHot } from "../../src/explainer.js";
import type { Tensor } from "../../src/graph/tensor.js";
import { random } from "../../src/image/random.js";
import { fitPicture, saving } from "../../src/model/fit.js";
import { argmax, probabilities, top } from "../../src/model/probabilities.js";
import { backend, dense, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const image = noisePicture();
const change = (to: Tensor, from = image): Float32Array =>
  to.data.map((pixel, i) => pixel - (from.data[i] ?? Number.NaN));

async function classes(): Promise<{ readonly own: number; readonly target: number }> {
  const [first, second] = top(await explainer.scores(image), 2);
  return { own: first?.index ?? Number.NaN, target: second?.index ?? Number.NaN };
}

/** Every norm, with radii on the lattice of 8 bits, off it, below one level, and far beyond what pixels allow. */
const balls: readonly (readonly [NormName, number])[] = [
  ["linf", 4 / 255],
  ["linf", 0.03],
  ["linf", 0.5 / 255],
  ["linf", 2],
  ["l2", 0.5],
  ["l2", 0.1234],
  ["l2", 0.001],
  ["l2", 100],
];

describe("projected gradient descent", () => {
  it.each(balls)("never leaves its ball nor the range of pixels: %s, %d", async (norm, epsilon) => {
    const { size } = norms[norm];
    const { target } = await classes();
    const steps: AttackStep[] = [];
    // Steps far too long, so that only the projection holds them.
    const attempt = await pgd({ norm, epsilon, rate: 10 * epsilon, maxSteps: 4, seed: 3 })(
      explainer,
      image,
      target,
      {
        onStep: (step) => steps.push(step),
        saved: (pixels) => ({ ...pixels, data: pixels.data.map((pixel) => Math.round(pixel * 255) / 255) }),
      },
    );
    for (const { data } of [...steps.map(({ pixels }) => pixels), attempt.adversarial]) {
      expect(size(change({ ...image, data }))).toBeLessThanOrEqual(epsilon + 1e-6);
      expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...data)).toBeLessThanOrEqual(1);
    }
    for (const pixel of attempt.adversarial.data) {
      expect(Math.abs(pixel * 255 - Math.round(pixel * 255))).toBeLessThan(1e-4);
    }
  });

  it.each<NormName>(["linf", "l2"])(
    "ends in an 8-bit picture that the network calls the target: %s",
    async (norm) => {
      const { target } = await classes();
      const attempt = await pgd({ norm, epsilon: norm === "l2" ? 3 : 0.1, maxSteps: 50 })(
        explainer,
        image,
        target,
      );
      expect(attempt.success).toBe(true);
      expect(attempt.steps).toBeGreaterThan(0);
      expect(argmax(await explainer.scores(attempt.adversarial))).toBe(target);
      expect(attempt.probabilities).toHaveLength(attempt.steps + 1);
      expect(attempt.settings).toMatchObject({ norm, maxSteps: 50, valid: true, seed: null });
    },
  );

  it("gets away from the picture's class where no target is named, as ascent does", async () => {
    const { own } = await classes();
    for (const attack of [pgd({ epsilon: 0.1 }), ascent()]) {
      const { success, adversarial, probabilities } = await attack(explainer, image, null);
      expect(success).toBe(true);
      expect(argmax(await explainer.scores(adversarial))).not.toBe(own);
      expect(probabilities.at(-1)).toBeLessThan(probabilities[0] ?? 0);
    }
  });

  it("follows the gradient of log P, which is that of the target's score less the mean of all scores'", async () => {
    const { value } = await explainer.gradient(image, oneHot([0], 4));
    const shares = probabilities(value).data;
    const slopes = await Promise.all(
      [0, 1, 2, 3].map((each) => explainer.gradient(image, oneHot([each], 4), { wrt: "pixels" })),
    );
    const asked = await classGradient(explainer, image, 2, { of: "log-probability", wrt: "pixels" });
    for (const [k, share] of probabilities(asked.scores).data.entries()) {
      expect(share).toBeCloseTo(shares[k] ?? Number.NaN, 6);
    }
    for (const i of [0, 99, 500, 767]) {
      const mean = slopes.reduce(
        (sum, { gradient }, k) => sum + (shares[k] ?? 0) * (gradient.data[i] ?? 0),
        0,
      );
      expect(asked.gradient.data[i]).toBeCloseTo((slopes[2]?.gradient.data[i] ?? 0) - mean, 5);
    }
  });

  it("starts at the picture, or at random by a seed, the same for the same", async () => {
    const { target } = await classes();
    const starts = async (seed: number | null): Promise<Float32Array> => {
      const steps: AttackStep[] = [];
      await pgd({ seed, maxSteps: 0 })(explainer, image, target, { onStep: (step) => steps.push(step) });
      return steps[0]?.pixels.data ?? new Float32Array();
    };
    expect(await starts(null)).toEqual(image.data);
    expect(await starts(5)).toEqual(await starts(5));
    expect(await starts(6)).not.toEqual(await starts(5));
  });

  it("changes nothing that cannot be saved: the border around a small picture", async () => {
    const network = tinyExplainer({ end: dense }, { crop_size: { height: 16, width: 16 } });
    const picture = { width: 10, height: 12, data: random(1).uniforms(360, 0, 255).map(Math.floor) };
    const fitted = fitPicture(network.model, { ...picture, data: Uint8Array.from(picture.data) });
    const target = top(await network.scores(fitted.pixels), 3)[2]?.index ?? Number.NaN;
    const steps: AttackStep[] = [];
    await pgd({ seed: 1, maxSteps: 3, epsilon: 0.1 })(network, fitted.pixels, target, {
      saved: saving(network.model, fitted),
      onStep: (step) => steps.push(step),
    });
    for (const { pixels } of steps) {
      const moved = change(pixels, fitted.pixels);
      expect(moved.slice(0, 2 * 16)).toEqual(new Float32Array(32));
      expect(Math.max(...moved)).toBeGreaterThan(0);
    }
  });

  it("tells of every step: probabilities of all classes, and how far it has come", async () => {
    const { target } = await classes();
    const steps: AttackStep[] = [];
    const attempt = await pgd({ epsilon: 0.1 })(explainer, image, target, {
      onStep: (step) => steps.push(step),
    });
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: attempt.steps + 1 }, (_, i) => i));
    expect(steps[0]).toMatchObject({ l2: 0, linf: 0, pixels: { data: image.data } });
    for (const [i, step] of steps.entries()) {
      expect(step.probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5);
      expect(step.probabilities[target]).toBe(attempt.probabilities[i]);
      expect(step.l2).toBeCloseTo(Math.hypot(...change(step.pixels)), 5);
    }
  });

  it("refuses settings that make no sense", () => {
    expect(() => pgd({ epsilon: -1 })).toThrow(/epsilon/);
    expect(() => pgd({ rate: 0 })).toThrow(/rate/);
    expect(() => pgd({ norm: "l1" as "l2" })).toThrow(/one of linf, l2/);
    expect(() => fgsm({ epsilon: Number.NaN })).toThrow(/epsilon of fgsm/);
  });
});

describe("FGSM", () => {
  it("is one step of ε along the sign of the gradient", async () => {
    const { target } = await classes();
    const epsilon = 3 / 255;
    const { gradient } = await classGradient(explainer, image, target, {
      of: "log-probability",
      wrt: "pixels",
    });
    const { adversarial, steps } = await fgsm({ epsilon })(explainer, image, target);
    expect(steps).toBe(1);
    for (const [i, pixel] of adversarial.data.entries()) {
      const expected = (image.data[i] ?? 0) + epsilon * Math.sign(gradient.data[i] ?? 0);
      expect(pixel).toBeCloseTo(Math.min(1, Math.max(0, expected)), 5);
    }
  });
});

describe("rounding within a ball", () => {
  const rng = random(4);

  it.each(balls)("%s, %d: whole levels, in the ball, and no nearer ones are given away", (name, epsilon) => {
    const norm = norms[name];
    const radius = epsilon * 255;
    const exact = norm.project(
      rng.normals(200).map((value) => 3 * value),
      radius,
    );
    const whole = norm.round(exact, radius);
    expect(norm.size(whole)).toBeLessThanOrEqual(radius + 1e-3);
    expect(whole.every(Number.isInteger)).toBe(true);
    expect(Math.max(...whole.map((value, i) => Math.abs(value - (exact[i] ?? 0))))).toBeLessThanOrEqual(1);
    // Where rounding to the nearest stays inside, nothing else is done.
    const nearest = exact.map(Math.round);
    if (norm.size(nearest) <= radius) expect(whole).toEqual(nearest);
  });
});
