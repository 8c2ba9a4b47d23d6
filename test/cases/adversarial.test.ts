import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { ascent } from "../../src/attack/ascent.js";
import type { Attack, AttackStep } from "../../src/attack/attack.js";
import { fgsm } from "../../src/attack/fgsm.js";
import { norms } from "../../src/attack/norm.js";
import { Explainer } from "../../src/explainer.js";
import { int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { type Tensor, tensor } from "../../src/graph/tensor.js";
import { write } from "../../src/graph/write.js";
import { fromTensor, toTensor } from "../../src/image/image.js";
import { quality } from "../../src/image/quality.js";
import { assemble } from "../../src/model/assemble.js";
import { inputRange } from "../../src/model/normalization.js";
import { readPreprocessorConfig } from "../../src/model/preprocessor-config.js";
import { argmax } from "../../src/model/probabilities.js";
import { describeWithData } from "../data.js";
import { backend } from "../tiny-explainer.js";

// What the attacks of cleverhans, Foolbox, ART and torchattacks agree on, with closed forms.

afterAll(() => backend.close());

const constant = (dims: readonly number[], value: number): Tensor =>
  tensor(new Float32Array(dims.reduce((size, dim) => size * dim, 1)).fill(value), dims);

const row = (...values: number[]): Tensor => tensor(Float32Array.from(values), [1, 3, 1, 1]);

/** The parts of the file that this version has something to say about. */
interface Expected {
  readonly "LIN-CHANMEAN": {
    readonly runner_up: number;
    readonly min_l2: number;
    readonly min_linf: number;
    readonly fgm_l2_min_eps: number;
    readonly fgsm_linf: { readonly eps_fail: readonly number[]; readonly eps_success: readonly number[] };
  };
  readonly STEEPEST: readonly {
    readonly g: readonly number[];
    readonly p: string | number;
    readonly eps: number;
    readonly eta?: readonly number[];
    readonly objective?: number;
    readonly norm?: number;
  }[];
  readonly DIST: readonly { readonly l2: number; readonly linf: number }[];
  readonly "QUANT-LATTICE": { readonly Uint8ClampedArray_of: readonly (readonly [number, number])[] };
  readonly METRICS: {
    readonly "ssim_constant_0.5_vs_0.6": number;
    readonly psnr_uniform_k_over_255: Readonly<Record<string, number>>;
    readonly l2_of_all_pixels_8_255: Readonly<Record<string, number>>;
  };
  readonly "NORM-SPACE": {
    readonly imagenet_mean: readonly number[];
    readonly imagenet_std: readonly number[];
    readonly normalised_bounds_lo: readonly number[];
    readonly normalised_bounds_hi: readonly number[];
  };
}

/** Foolbox's toy: the score of a class is the mean of one channel, plus a constant that must not matter. */
function channelMeans(offset = 0): Explainer {
  const g = new Builder(18);
  const x = g.input("x", "float32", ["N", 3, 4, 4]);
  const means = g.op("ReduceMean", [x, g.ints([2, 3])], { keepdims: int(0) });
  const bytes = write(g.graph([g.op("Add", [means, g.scalar(offset)])]));
  const config = readPreprocessorConfig({ do_resize: false, do_normalize: false }, "config");
  return new Explainer(assemble({ name: "means", file: "means.onnx", bytes, config }), backend);
}

describeWithData("what attacks agree on", "cases/adversarial.json", (file) => {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly cases: readonly { readonly id: keyof Expected; readonly expected: unknown }[];
  };
  const expected = Object.fromEntries(cases.map(({ id, expected }) => [id, expected])) as unknown as Expected;

  describe("distances", () => {
    it("of perturbations", () => {
      const [uniform, three] = expected.DIST;
      const dims = [1, 3, 32, 32];
      const first = quality(constant(dims, 0.2), constant(dims, 0.8));
      expect(first.l2 / (uniform?.l2 ?? 0)).toBeCloseTo(1, 5);
      expect(first.linf).toBeCloseTo(uniform?.linf ?? 0, 6);
      const second = quality(row(0, 0.2, 0.4), row(1, 0.8, 0.6));
      expect(second.l2 / (three?.l2 ?? 0)).toBeCloseTo(1, 5);
      expect([second.linf, second.levels]).toEqual([three?.linf, 255]);
    });

    it("as people see them", () => {
      const { psnr_uniform_k_over_255, l2_of_all_pixels_8_255, ...metrics } = expected.METRICS;
      const dims = [1, 3, 32, 32];
      const { ssim } = quality(constant(dims, 0.5), constant(dims, 0.6));
      expect(ssim).toBeCloseTo(metrics["ssim_constant_0.5_vs_0.6"], 4);
      for (const [levels, psnr] of Object.entries(psnr_uniform_k_over_255)) {
        expect(quality(constant(dims, 0), constant(dims, Number(levels) / 255)).psnr).toBeCloseTo(psnr, 4);
      }
      for (const [shape, l2] of Object.entries(l2_of_all_pixels_8_255)) {
        const size = [1, ...shape.split("x").map(Number)];
        expect(quality(constant(size, 0), constant(size, 8 / 255)).l2).toBeCloseTo(l2, 4);
      }
    });
  });

  it("rounding to 8 bits: to the nearest level, and every level comes back", () => {
    for (const [value, level] of expected["QUANT-LATTICE"].Uint8ClampedArray_of) {
      // A half over 255 is no half any more in float32, so that it may fall to either side.
      const isTie = value % 1 === 0.5;
      expect(fromTensor(row((isTie ? value - 0.01 : value) / 255, 0, 0)).data[0]).toBe(
        isTie ? Math.floor(value) : level,
      );
    }
    const levels = Uint8Array.from({ length: 256 * 3 }, (_, i) => Math.floor(i / 3));
    const picture = { width: 256, height: 1, data: levels };
    for (const by of [0, 1, 8]) {
      const { dims, data } = toTensor(picture);
      const moved = fromTensor(
        tensor(
          data.map((value) => value + by / 255),
          dims,
        ),
      );
      expect(Array.from(moved.data)).toEqual(Array.from(levels, (level) => Math.min(255, level + by)));
    }
  });

  it("the steepest way in each norm that there is", () => {
    const cases = expected.STEEPEST.filter(({ p }) => p !== 1);
    expect(cases).toHaveLength(3);
    for (const { g, p, eps, eta, objective, norm } of cases) {
      const { steepest, size } = p === "inf" ? norms.linf : norms.l2;
      const way = steepest(Float32Array.from(g), eps);
      if (eta) expect(Array.from(way)).toEqual(eta);
      const gained = g.reduce((sum, slope, i) => sum + slope * (way[i] ?? 0), 0);
      if (objective !== undefined) expect(gained).toBeCloseTo(objective, 6);
      if (norm !== undefined) expect(size(way)).toBeCloseTo(norm, 6);
    }
  });

  it("the bounds of a normalized input", () => {
    const { imagenet_mean, imagenet_std, normalised_bounds_lo, normalised_bounds_hi } =
      expected["NORM-SPACE"];
    const preprocessing = { scale: 1, mean: imagenet_mean, std: imagenet_std, order: "RGB" } as const;
    for (const [channel, [low, high]] of inputRange({ preprocessing }).entries()) {
      expect(low).toBeCloseTo(normalised_bounds_lo[channel] ?? Number.NaN, 7);
      expect(high).toBeCloseTo(normalised_bounds_hi[channel] ?? Number.NaN, 7);
    }
  });

  describe("a network that is linear", () => {
    const image = tensor(
      Float32Array.from({ length: 48 }, (_, i) => [0.6, 0.5, 0.2][Math.floor(i / 16)] ?? 0),
      [1, 3, 4, 4],
    );
    const { runner_up, min_l2 } = expected["LIN-CHANMEAN"];

    it("is fooled by as many steps as the formula says, and no picture nearer than the nearest fools it", async () => {
      const explainer = channelMeans();
      // Only the target's channel rises, by rate / 4 a step: 0.5 must pass 0.6 (40 steps are a tie, which the first
      // class wins), and so must its 8-bit level, 154.
      const attempt = await ascent({ rate: 0.01 })(explainer, image, runner_up);
      expect(attempt).toMatchObject({ success: true, steps: 41 });
      const raised = attempt.adversarial.data.slice(16, 32);
      expect(Array.from(raised, (value) => Math.round(value * 255))).toEqual(Array(16).fill(154));
      expect(quality(image, attempt.adversarial).l2).toBeGreaterThan(min_l2);
      expect(argmax(await explainer.scores(image))).toBe(0);
    });

    /** What the network says after one step of length ε, before anything is rounded. */
    const saysAfter = async (attack: Attack, target: number | null): Promise<number> => {
      const seen: AttackStep[] = [];
      const saved = (pixels: Tensor): Tensor => pixels;
      await attack(channelMeans(), image, target, { saved, onStep: (step) => seen.push(step) });
      const { probabilities = new Float32Array() } = seen[1] ?? {};
      return probabilities.indexOf(Math.max(...probabilities));
    };

    it.each([runner_up, null])("is fooled by FGSM from the least ε on: target %s", async (target) => {
      const { eps_fail, eps_success } = expected["LIN-CHANMEAN"].fgsm_linf;
      for (const epsilon of eps_fail.filter((each) => each > 0)) {
        expect(await saysAfter(fgsm({ epsilon }), target)).toBe(0);
      }
      for (const epsilon of eps_success) expect(await saysAfter(fgsm({ epsilon }), target)).toBe(runner_up);
    });

    it("is fooled by a step of Euclidean length from the least ε on", async () => {
      const least = expected["LIN-CHANMEAN"].fgm_l2_min_eps;
      expect(await saysAfter(fgsm({ norm: "l2", epsilon: least * 0.999 }), null)).toBe(0);
      expect(await saysAfter(fgsm({ norm: "l2", epsilon: least * 1.001 }), null)).toBe(runner_up);
    });

    it("is fooled in 8 bits by the least number of levels, and by no fewer", async () => {
      const saved = (pixels: Tensor): Tensor => pixels;
      const levels = Math.ceil(expected["LIN-CHANMEAN"].min_linf * 255);
      for (const [epsilon, success] of [
        [levels / 255, true],
        [(levels - 1) / 255, false],
        [0, false],
      ] as const) {
        const attempt = await fgsm({ epsilon })(channelMeans(), image, runner_up, { saved });
        expect(attempt.success).toBe(success);
        expect(quality(image, attempt.adversarial).linf).toBeLessThanOrEqual(epsilon + 1e-6);
        if (epsilon === 0) expect(attempt.adversarial.data).toEqual(image.data);
      }
    });

    it("is fooled alike whatever is added to all scores", async () => {
      const [plain, moved] = await Promise.all(
        [channelMeans(), channelMeans(1000)].map((explainer) => ascent({ rate: 0.05 })(explainer, image, 2)),
      );
      expect(moved?.steps).toBe(plain?.steps);
      expect(moved?.adversarial.data).toEqual(plain?.adversarial.data);
    });
  });

  it("and nothing else is asked", () => {
    const asked: readonly string[] = [
      "LIN-CHANMEAN",
      "STEEPEST",
      "DIST",
      "QUANT-LATTICE",
      "METRICS",
      "NORM-SPACE",
    ];
    expect(cases.map(({ id }) => id).filter((id) => !asked.includes(id))).toEqual([]);
  });
});
