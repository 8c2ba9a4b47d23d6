import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { collection } from "../../src/bestiary/collection.js";
import { menagerie } from "../../src/bestiary/menagerie.js";
import { localize } from "../../src/evaluate/localization.js";
import { coverageOf, maskOf } from "../../src/evaluate/mask.js";
import type { Explainer } from "../../src/explainer.js";
import type { Tensor } from "../../src/graph/tensor.js";
import { stack, toTensor } from "../../src/image/image.js";
import { random } from "../../src/image/random.js";
import { type BuiltInNetwork, builtInNetworks } from "../../src/model/built-in.js";
import { argmax, probabilities } from "../../src/model/probabilities.js";
import { builtInFolder } from "../../src/node/built-in.js";
import { open } from "../../src/node/open.js";
import { drawMask, drawPicture } from "../../src/node/scene.js";
import { gradient } from "../../src/saliency/gradient.js";

const classes = menagerie.length;
const opened = new Map<string, Promise<Explainer>>();
const network = (name: BuiltInNetwork): Promise<Explainer> => {
  const known = opened.get(name) ?? open(name);
  opened.set(name, known);
  return known;
};
afterAll(async () => {
  for (const explainer of opened.values()) await (await explainer).close();
});

/** Pictures [count, 3, 96, 96] from a seed that nothing was trained or chosen on, and their classes. */
async function fresh(count: number, seed: number): Promise<{ pixels: Tensor; labels: number[] }> {
  const scenes = [...collection(menagerie, count, seed)];
  const images = await Promise.all(scenes.map((scene) => drawPicture(scene, 96)));
  return {
    pixels: stack(images.map(toTensor)),
    labels: scenes.map(({ species }) => menagerie.indexOf(species)),
  };
}

const answers = (scores: Tensor): number[] =>
  Array.from({ length: scores.dims[0] ?? 0 }, (_, i) => argmax(scores, i));

describe("the built-in networks", () => {
  it("are small, and know the species in their order", async () => {
    for (const name of builtInNetworks) {
      expect(statSync(join(builtInFolder(name), "onnx/model.onnx")).size).toBeLessThan(1.5e6);
      const { model } = await network(name);
      expect(model.labels).toEqual(menagerie.map((species) => species.name));
      expect(model).toMatchObject({ name, classes, size: { width: 96, height: 96 }, notes: [] });
    }
  });

  it("know freshly drawn pictures", async () => {
    const { pixels, labels } = await fresh(600, 2026);
    const least: Record<BuiltInNetwork, number> = {
      bestiary: 0.97,
      "bestiary-robust": 0.85,
      "bestiary-vgg": 0.95,
    };
    for (const name of builtInNetworks) {
      const found = answers(await (await network(name)).scores(pixels));
      const right = found.filter((answer, i) => answer === labels[i]).length;
      expect(right / labels.length, name).toBeGreaterThanOrEqual(least[name]);
    }
  });

  it("hold under attack, or do not", async () => {
    const { pixels, labels } = await fresh(120, 2027);
    expect(await heldUnderPgd(await network("bestiary-robust"), pixels, labels)).toBeGreaterThanOrEqual(0.6);
    expect(await heldUnderPgd(await network("bestiary"), pixels, labels)).toBeLessThan(0.25);
  });

  it("look at the object", async () => {
    for (const name of ["bestiary", "bestiary-robust"] as const) {
      const sums = { hits: 0, overlap: 0, area: 0 };
      const count = 96;
      for (const scene of collection(menagerie, count, 2028)) {
        const [picture, mask] = [await drawPicture(scene, 96), await drawMask(scene, 96)];
        const target = menagerie.indexOf(scene.species);
        const map = await gradient()(await network(name), toTensor(picture), target);
        const found = localize(map, maskOf(coverageOf(mask)));
        sums.hits += found.hit ? 1 : 0;
        sums.overlap += found.overlap;
        sums.area += found.area;
      }
      expect(sums.hits / count, name).toBeGreaterThan((2 * sums.area) / count);
      expect(sums.overlap / count, name).toBeGreaterThan(0.3);
    }
  });
});

/**
 * Projected gradient descent as the model card states it, written anew through the explainer: 20 steps of 1/255 within
 * 4/255 from a random start, up the cross entropy. The part of the pictures that are right from beginning to end.
 */
async function heldUnderPgd(
  explainer: Explainer,
  pixels: Tensor,
  labels: readonly number[],
): Promise<number> {
  const epsilon = 4 / 255;
  const held = labels.map(() => true);
  const start = random(1).uniforms(pixels.data.length, -epsilon, epsilon);
  let x = pixels.data;
  for (let step = 0; step <= 21; step++) {
    const now = { ...pixels, data: x };
    const scores = await explainer.scores(now);
    for (const [i, answer] of answers(scores).entries()) if (answer !== labels[i]) held[i] = false;
    const chances = probabilities(scores).data;
    // The derivative of the cross entropy with respect to the scores.
    const seed = chances.map(
      (chance, i) => chance - (labels[Math.floor(i / classes)] === i % classes ? 1 : 0),
    );
    const { gradient: dx } = await explainer.gradient(now, { ...scores, data: seed }, { wrt: "pixels" });
    x = x.map((value, i) => {
      const from = pixels.data[i] ?? 0;
      const moved = step === 0 ? from + (start[i] ?? 0) : value + Math.sign(dx.data[i] ?? 0) / 255;
      return Math.min(1, Math.max(0, Math.min(from + epsilon, Math.max(from - epsilon, moved))));
    });
  }
  return held.filter(Boolean).length / labels.length;
}

it("the package stays under 8 MB without its dependencies", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root });
  const listed = JSON.parse(packed.toString()) as readonly {
    readonly size: number;
    readonly unpackedSize: number;
    readonly files: readonly { readonly path: string }[];
  }[];
  expect(listed[0]?.unpackedSize).toBeLessThan(8e6);
  const paths = listed[0]?.files.map(({ path }) => path) ?? [];
  const parts = ["onnx/model.onnx", "config.json", "preprocessor_config.json"];
  const needed = builtInNetworks.flatMap((name) => parts.map((part) => `bestiary/networks/${name}/${part}`));
  expect(paths).toEqual(expect.arrayContaining([...needed, "bestiary/README.md", "dist/cli/main.js"]));
  expect(
    paths.filter((path) => path.startsWith("bestiary/data") || path.startsWith("bestiary/training")),
  ).toEqual([]);
});
