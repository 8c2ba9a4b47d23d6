import { afterAll, describe, expect, it } from "vitest";
import { ascent } from "../../src/attack/ascent.js";
import { fromTensor, type Image } from "../../src/image/image.js";
import { quality } from "../../src/image/quality.js";
import { fitPicture } from "../../src/model/fit.js";
import { studyAttack } from "../../src/report/studies/attack.js";
import { studySaliency } from "../../src/report/studies/saliency.js";
import { gradient } from "../../src/saliency/gradient.js";
import { backend, dense, noisePicture, tinyExplainer } from "../tiny-explainer.js";

afterAll(() => backend.close());

const explainer = tinyExplainer({ end: dense });
const picture = { name: "noise", image: fromTensor(noisePicture()) };

describe("a study of saliency", () => {
  it("explains the picture's own top class, or the one that is asked for", async () => {
    const [own] = await studySaliency(explainer, [picture], gradient(), { name: "gradient" });
    expect(own?.target).toEqual(own?.top);
    expect([own?.map.width, own?.map.height]).toEqual([16, 16]);
    const other = own?.top.index === 3 ? 2 : 3;
    const [asked] = await studySaliency(explainer, [picture], gradient(), {
      name: "gradient",
      target: other,
    });
    expect([asked?.target.index, asked?.top]).toEqual([other, own?.top]);
    expect(asked?.map.data).not.toEqual(own?.map.data);
  });

  it("does not explain another class than the one that is asked for", async () => {
    const study = studySaliency(explainer, [picture], gradient(), { name: "gradient", target: 4 });
    await expect(study).rejects.toThrow("no class 4: the classes of tiny are 0 to 3");
  });
});

describe("a study of an attack", () => {
  const attack = async (saveAndRead: (picture: Image) => Promise<Image>) => {
    const [own] = await studySaliency(explainer, [picture], gradient(), { name: "gradient" });
    const target = own?.top.index === 0 ? 1 : 0;
    return studyAttack(explainer, picture, ascent(), { name: "ascent", target, saveAndRead });
  };

  it("judges and measures the file that was written", async () => {
    const files: Image[] = [];
    const { success, after, target, original, fooled, distances } = await attack(async (saved) => {
      files.push(saved);
      return saved;
    });
    expect([success, after.top.index]).toEqual([true, target.index]);
    expect([original.data, fooled.data]).toEqual([picture.image.data, files[0]?.data]);
    const [before, then] = [original, fooled].map((image) => fitPicture(explainer.model, image).pixels);
    expect(distances).toEqual(before && then && quality(before, then));
  });

  it("is no success where the file does not hold what was attacked", async () => {
    const { success, distances } = await attack(async () => picture.image);
    expect([success, distances.l2]).toEqual([false, 0]);
  });
});
