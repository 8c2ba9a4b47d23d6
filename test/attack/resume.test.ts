import { afterAll, describe, expect, it } from "vitest";
import { ascent } from "../../src/attack/ascent.js";
import type { Attack, AttackStep } from "../../src/attack/attack.js";
import { norms } from "../../src/attack/norm.js";
import { pgd } from "../../src/attack/pgd.js";
import type { Tensor } from "../../src/graph/tensor.js";
import { top } from "../../src/model/probabilities.js";
import { backend, dense, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const image = noisePicture();

/** Steps too short to arrive, so that each attack takes as many as it is given. */
const attacks: readonly (readonly [string, (maxSteps: number) => Attack])[] = [
  ["ascent", (maxSteps) => ascent({ rate: 0.01, maxSteps })],
  ["pgd in L∞", (maxSteps) => pgd({ rate: 0.001, epsilon: 0.004, maxSteps })],
  ["pgd in L2", (maxSteps) => pgd({ norm: "l2", rate: 0.01, epsilon: 0.05, maxSteps })],
];

describe("an attack that was stopped", () => {
  it.each(attacks)("goes on from its last step as if it had not been: %s", async (_, attack) => {
    const target = top(await explainer.scores(image), 4)[3]?.index ?? Number.NaN;
    const walk = async (maxSteps: number, from?: Tensor): Promise<AttackStep[]> => {
      const steps: AttackStep[] = [];
      await attack(maxSteps)(explainer, image, target, { from, onStep: (step) => steps.push(step) });
      return steps;
    };
    const whole = await walk(6);
    const first = await walk(2);
    const second = await walk(4, first.at(-1)?.pixels);
    expect(second.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
    for (const [i, { pixels, l2, linf }] of second.entries()) {
      const expected = whole[i + 2];
      const apart = pixels.data.map((pixel, k) => pixel - (expected?.pixels.data[k] ?? Number.NaN));
      expect(norms.linf.size(apart)).toBeLessThan(1e-6);
      // Measured from the picture, not from where it began.
      expect(l2).toBeCloseTo(expected?.l2 ?? Number.NaN, 5);
      expect(linf).toBeCloseTo(expected?.linf ?? Number.NaN, 5);
    }
  });
});
