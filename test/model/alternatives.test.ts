import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { Progress } from "../../src/backend.js";
import { checkPreprocessing } from "../../src/check-preprocessing.js";
import { Explainer } from "../../src/explainer.js";
import { type Tensor, tensor } from "../../src/graph/tensor.js";
import { blank, type Image } from "../../src/image/image.js";
import { random } from "../../src/image/random.js";
import { checkByPictures } from "../../src/model/alternatives.js";
import { assemble } from "../../src/model/assemble.js";
import type { Preprocessing } from "../../src/model/preprocessing.js";
import { openModel } from "../../src/node/open.js";
import { readPicture } from "../../src/node/picture.js";
import { describeWithData } from "../data.js";
import { backend, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

/** Pictures and the answers of a network that looks for one color of its normalized input. */
function toy(count: number, expected: "RGB" | "BGR") {
  const rng = random(9);
  const pictures = Array.from({ length: count }, () =>
    tensor(
      Float32Array.from({ length: 3 }, () => rng.uniform()),
      [1, 3, 1, 1],
    ),
  );
  // Six classes of which the color's own stands out, more so for a network that is given what it expects.
  const scores = async ({ data }: Tensor): Promise<Tensor> => {
    const isAsExpected = pictures.some(({ data: own }) => own[0] === data[expected === "RGB" ? 0 : 2]);
    const best = Math.floor((data[1] as number) * 6);
    const all = Float32Array.from({ length: 6 }, (_, i) =>
      i === best ? (isAsExpected ? 6 : 3) : (i * 0.9) % 2,
    );
    return tensor(all, [1, 6]);
  };
  return { pictures, scores };
}

const plain: Preprocessing = {
  ...{ resize: null, resample: "bilinear", crop: null, scale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  ...{ order: "RGB", layout: "NCHW", origin: "p.json" },
};

describe("checkByPictures", () => {
  it("says nothing of a network that is right", async () => {
    const { pictures, scores } = toy(12, "RGB");
    expect(await checkByPictures({ preprocessing: plain }, scores, pictures)).toEqual([]);
  });

  it("notices the other order", async () => {
    const { pictures, scores } = toy(12, "BGR");
    expect(await checkByPictures({ preprocessing: plain }, scores, pictures)).toEqual([
      "p.json: the network knows 12 pictures plainly better with the channels in the order BGR (do_flip_channel_order); check the preprocessing.",
    ]);
  });

  it("says nothing of fewer than 8 pictures", async () => {
    const { pictures } = toy(7, "BGR");
    const never = (): never => {
      throw new Error("asked");
    };
    expect(await checkByPictures({ preprocessing: plain }, never, pictures)).toEqual([]);
  });
});

describe("checkPreprocessing", () => {
  it("asks with at most 40 pictures, from all of them, and reports its progress", async () => {
    const explainer = tinyExplainer();
    const scores = vi.spyOn(explainer, "scores");
    const flat = (level: number) => ({ image: blank(16, 16, [level, level, level]) });
    const pictures = Array.from({ length: 100 }, (_, i) => flat(i));
    const seen: Progress[] = [];
    expect(
      await checkPreprocessing(explainer, pictures, { onProgress: (progress) => seen.push(progress) }),
    ).toEqual([]);
    const levels = scores.mock.calls.slice(0, 40).map(([{ data }]) => Math.round((data[0] ?? 0) * 255));
    expect([levels.length, levels[0], levels[20], levels[39]]).toEqual([40, 0, 50, 97]);
    expect(seen).toHaveLength(scores.mock.calls.length);
    expect(seen.at(-1)).toEqual({ done: 240, total: 240, unit: "run" });
  });

  it("runs nothing for fewer than 8 pictures", async () => {
    const explainer = tinyExplainer();
    const pictures = Array.from({ length: 7 }, () => ({ image: blank(16, 16) }));
    expect(await checkPreprocessing(explainer, pictures)).toEqual([]);
    expect(explainer.compilations).toBe(0);
  });
});

describeWithData("real networks", "models", (models) => {
  describeWithData("on real pictures", "images", (images) => {
    type Change = (right: Preprocessing) => Partial<Preprocessing>;
    const flip: Change = ({ order }) => ({ order: order === "RGB" ? "BGR" : "RGB" });
    const imagenet: Change = () => ({
      scale: 1,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      order: "RGB",
    });
    const both = ["seed", "photos"];

    it.each<[string, readonly string[], string, Change, RegExp | null]>([
      ["squeezenet1_0", ["photos"], "right", () => ({}), null],
      ["squeezenet1_0", both, "in the wrong order", flip, /the channels in the order BGR/],
      ["squeezenet1_0", ["photos"], "in [0, 1]", () => ({ scale: 1 }), /pixels from 0 to 255/],
      [
        "squeezenet1_0",
        ["photos"],
        "as most networks",
        imagenet,
        /pixels from 0 to 255.* and the channels in the order BGR/,
      ],
      ["mobilenet_v1_0.75_192", ["photos"], "right", () => ({}), null],
      ["mobilenet_v1_0.75_192", ["photos"], "in [0, 255]", () => ({ scale: 255 }), /pixels in \[0, 1\]/],
      ["tiny_vgg", ["tiny_vgg"], "right", () => ({}), null],
    ])("%s on %j, prepared %s", async (name, folders, _, change, warning) => {
      const model = await openModel(join(models, name));
      const preprocessing = { ...model.preprocessing, ...change(model.preprocessing) };
      const wrong = assemble({
        name,
        file: name,
        bytes: model.source,
        config: { preprocessing, notes: [] },
      });
      const explainer = new Explainer(wrong, backend);
      const pictures: { readonly image: Image }[] = [];
      for (const folder of folders) {
        for (const file of readdirSync(join(images, folder)).sort()) {
          if (file.endsWith(".json")) continue;
          pictures.push(await readPicture(join(images, folder, file)));
        }
      }
      const said = await checkPreprocessing(explainer, pictures);
      await explainer.close();
      if (warning === null) expect(said).toEqual([]);
      else expect(said).toEqual([expect.stringMatching(warning)]);
    });
  });
});
