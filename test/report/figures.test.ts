import { describe, expect, it } from "vitest";
import type { Image } from "../../src/image/image.js";
import { attackFigure, attackPanels } from "../../src/report/figures/attack.js";
import { saliencyFigure } from "../../src/report/figures/saliency.js";
import { curvePlot, sweepFigure, visualizationFigure } from "../../src/report/figures/visualization.js";
import type { AttackStudy } from "../../src/report/studies/attack.js";
import type { SaliencyStudy } from "../../src/report/studies/saliency.js";
import { sweep, type VisualizationStudy } from "../../src/report/studies/visualization.js";
import { createWording } from "../../src/report/wording.js";
import { recipes } from "../../src/visualize/recipes.js";

const wording = createWording("en");
const flat = (value: number): Image => ({ width: 2, height: 2, data: new Uint8ClampedArray(12).fill(value) });
const score = (index: number, probability: number) => ({
  index,
  label: `class ${index}`,
  score: 1,
  probability,
});

const saliency: SaliencyStudy = {
  ...{
    picture: "p",
    image: flat(9),
    top: score(1, 0.5),
    target: score(1, 0.5),
    method: "gradient",
    localization: null,
    notes: [],
  },
  map: { width: 2, height: 2, data: Float32Array.of(0, 1, 2, 4) },
};

describe("the saliency figure", () => {
  it.each([
    [1, [1]],
    [6, [6]],
    [7, [4, 3]],
    [13, [5, 5, 3]],
  ])("%i pictures stand in even rows over their maps", (count, expected) => {
    const { rows } = saliencyFigure(Array<SaliencyStudy>(count).fill(saliency), "m", wording);
    const filled = rows.map(({ panels }) => panels.filter((panel) => panel !== null).length);
    expect(filled).toEqual(expected.flatMap((row) => [row, row]));
    expect(new Set(rows.map(({ panels }) => panels.length)).size).toBe(1);
  });

  it("names the class under the map, and the explained one where it is another", () => {
    const other = { ...saliency, target: score(2, 0.25) };
    const [, maps] = saliencyFigure([saliency, other], "m", wording).rows;
    expect(maps?.panels.map((panel) => panel?.caption)).toEqual([
      ["class 1", "50.0%"],
      ["class 1", "50.0%", "map of “class 2” (25.0%)"],
    ]);
  });
});

describe("the attack figure", () => {
  const study: AttackStudy = {
    ...{
      picture: "p",
      method: "ascent",
      settings: { rate: 1, maxSteps: 100, valid: true },
      target: score(2, 0),
      notes: [],
    },
    original: flat(100),
    fooled: { ...flat(100), data: Uint8ClampedArray.from({ length: 12 }, (_, i) => (i === 0 ? 120 : 101)) },
    before: { top: score(1, 0.9), target: score(2, 1e-5) },
    after: { top: score(2, 0.6), target: score(2, 0.6) },
    ...{ success: true, steps: 3, distances: { l2: 1, linf: 0.1, levels: 20, psnr: 40, ssim: null } },
  };

  it("draws 0.5 + m · (fooled − original), clamped, and says how much was", () => {
    const { panels, caption } = attackPanels(study, "m", wording);
    const pixel = (panel: number, i: number): number => panels[panel]?.image.data[i] ?? Number.NaN;
    expect(Math.abs(pixel(2, 1) - (127.5 + 1))).toBeLessThanOrEqual(0.5);
    expect(Math.abs(pixel(3, 1) - (127.5 + 10))).toBeLessThanOrEqual(0.5);
    expect(pixel(3, 0)).toBe(255);
    expect(caption).toContain("Clamped values: 0% (m = 1), 8.3% (m = 10).");
  });

  it("says what the saved picture is taken for, or that it did not work", () => {
    expect(attackFigure(study, "m", wording).caption).toContain("after 3 steps it is “class 2” (60.0%)");
    const failed = attackFigure({ ...study, success: false, steps: 1, after: study.before }, "m", wording);
    expect(failed.caption).toContain("after 1 step the saved picture is still not “class 2” (<\u00a00.1%)");
  });
});

describe("the visualization figures", () => {
  const study = (settings: VisualizationStudy["settings"]): VisualizationStudy => ({
    ...{
      target: score(2, 0),
      layer: null,
      recipe: "tp8",
      settings,
      seed: 0,
      from: null,
      image: flat(1),
      notes: [],
    },
    snapshots: [1, 2].map((step) => ({ step, image: flat(step) })),
    scores: [0, 1, 2],
    probabilities: [0, 0.25, 0.5],
  });

  it("shows start, snapshots and the plot", () => {
    const one = study(recipes.tp8);
    const from = { name: "hay", image: flat(3) };
    const captions = ({ rows }: ReturnType<typeof visualizationFigure>) =>
      rows[0]?.panels.map((panel) => panel?.caption);
    expect(captions(visualizationFigure(one, "m", wording))).toEqual([
      ["step 1", "25.0%"],
      ["step 2", "50.0%"],
    ]);
    expect(captions(visualizationFigure({ ...one, from }, "m", wording))?.[0]).toEqual(["Start"]);
    expect(curvePlot(one, wording).series.map(({ points }) => points.at(-1))).toEqual([
      [2, 2],
      [2, 0.5],
    ]);
  });

  it("puts the option of a sweep with the most values across and the others downwards", () => {
    const settings = sweep(recipes.tp8, { rate: [1, 5], steps: [100, 200, 300], l2: undefined });
    expect(settings.map(({ rate, steps }) => [rate, steps])).toEqual([
      [1, 100],
      [1, 200],
      [1, 300],
      [5, 100],
      [5, 200],
      [5, 300],
    ]);
    const { columns, rows } = sweepFigure(settings.map(study), "m", wording);
    expect(columns).toEqual(["steps 100", "steps 200", "steps 300"]);
    expect(rows.map(({ heading, panels }) => [heading, panels.length])).toEqual([
      ["rate 1", 3],
      ["rate 5", 3],
    ]);
    const row = sweepFigure(sweep(recipes.tp8, { rate: [1, 5] }).map(study), "m", wording);
    expect([row.columns, row.rows.map(({ panels }) => panels.length)]).toEqual([["rate 1", "rate 5"], [2]]);
  });
});
