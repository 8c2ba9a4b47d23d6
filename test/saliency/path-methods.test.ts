import { afterAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/backend.js";
import { gradient } from "../../src/saliency/gradient.js";
import { integratedGradients } from "../../src/saliency/integrated-gradients.js";
import { smoothGrad } from "../../src/saliency/smooth-grad.js";
import { backend, dense, endsInRelu, heldAtZero, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const image = noisePicture();
const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);

describe("integrated gradients", () => {
  const black = { ...image, data: new Float32Array(image.data.length) };
  const mean = {
    ...image,
    data: image.data.map((_, i) => {
      const channel = Math.floor(i / 256);
      return total(image.data.subarray(channel * 256, (channel + 1) * 256)) / 256;
    }),
  };

  it.each([["black", black] as const, ["mean", mean] as const])(
    "add up to the difference of the scores: baseline %s",
    async (baseline, start) => {
      const scores = await Promise.all([start, image].map((pixels) => explainer.scores(pixels)));
      const [from = 0, to = 0] = scores.map(({ data }) => data[2]);
      const off = async (steps: number): Promise<number> => {
        const { data } = await integratedGradients({ steps, baseline })(explainer, image, 2);
        expect(Math.min(...data)).toBeLessThan(0);
        return Math.abs(total(data) - (to - from)) / Math.abs(to - from);
      };
      expect(await off(300)).toBeLessThan(0.01);
    },
  );

  it("are gradient times difference from the baseline where the network is linear", async () => {
    // Along a path that crosses no kink one point says as much as any number of them.
    const [one, many] = await Promise.all(
      [1, 7].map((steps) => integratedGradients({ steps, baseline: "mean" })(explainer, mean, 1)),
    );
    expect(many?.data).toEqual(one?.data);
    expect(Math.max(...(one?.data ?? []).map(Math.abs))).toBeLessThan(1e-4);
  });

  it("keep to the score that a final ReLU leaves, and say so where it leaves nothing", async () => {
    const ends = await integratedGradients({ steps: 200 })(tinyExplainer({ end: endsInRelu }), image, 1);
    const scores = await Promise.all(
      [black, image].map((pixels) => tinyExplainer({ end: endsInRelu }).scores(pixels)),
    );
    const [from = 0, to = 0] = scores.map(({ data }) => data[1]);
    expect(Math.abs(total(ends.data) - (to - from))).toBeLessThan(0.02 * Math.abs(to - from));
    expect(ends.notes).toEqual([]);
    const held = await integratedGradients({ steps: 4 })(tinyExplainer({ end: heldAtZero }), image, 1);
    expect(held.notes.join()).toMatch(/held at 0 by the network's final ReLU/);
  });

  it("report their progress, and refuse settings that make no sense", async () => {
    const seen: Progress[] = [];
    await integratedGradients({ steps: 20 })(explainer, image, 0, { onProgress: (at) => seen.push(at) });
    expect(seen.map(({ done }) => done)).toEqual([8, 16, 20]);
    const stopped = integratedGradients()(explainer, image, 0, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow();
    expect(() => integratedGradients({ steps: 0 })).toThrow(/steps of integrated-gradients .* from 1 up/);
    expect(() => integratedGradients({ baseline: "white" as "black" })).toThrow(/one of black, mean/);
  });
});

describe("SmoothGrad", () => {
  it("is the gradient map for one sample without noise", async () => {
    const [base, smooth] = [gradient(), smoothGrad({ samples: 1, noise: 0 })];
    expect((await smooth(explainer, image, 2)).data).toEqual((await base(explainer, image, 2)).data);
    const [all, none] = [smoothGrad({ samples: 11, noise: 0 }), await base(explainer, image, 2)];
    const most = Math.max(...none.data);
    for (const [i, value] of (await all(explainer, image, 2)).data.entries()) {
      expect(Math.abs(value - (none.data[i] ?? 0))).toBeLessThan(1e-6 * most);
    }
  });

  it("averages gradients, not magnitudes: what changes its sign from copy to copy goes away", async () => {
    const [few, many] = await Promise.all(
      [1, 64].map((samples) => smoothGrad({ samples, noise: 0.5 })(explainer, image, 2)),
    );
    expect(total(many?.data ?? image.data)).toBeLessThan(0.9 * total(few?.data ?? image.data));
  });

  it("gives the same map for the same seed, and another for another", async () => {
    const map = async (seed: number) => (await smoothGrad({ samples: 3, seed })(explainer, image, 2)).data;
    expect(await map(1)).toEqual(await map(1));
    expect(await map(2)).not.toEqual(await map(1));
  });

  it("refuses settings that make no sense", () => {
    expect(() => smoothGrad({ samples: 0 })).toThrow(/samples/);
    expect(() => smoothGrad({ noise: -1 })).toThrow(/noise/);
    expect(() => smoothGrad({ seed: 0.5 })).toThrow(/seed/);
  });
});
