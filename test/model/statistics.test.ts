import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPreprocessorConfig } from "../../src/model/preprocessor-config.js";
import { checkStatistics } from "../../src/model/statistics.js";
import { describeWithData } from "../data.js";

const check = (json: object): string[] =>
  checkStatistics(readPreprocessorConfig(json, "p.json").preprocessing);

const imagenet = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] };
const caffe = { do_rescale: false, do_flip_channel_order: true, image_mean: [104, 117, 123], image_std: 1 };

describe("the statistics of the input", () => {
  it.each([
    ["ImageNet's", imagenet],
    [
      "ImageNet's in [0, 255]",
      { do_rescale: false, image_mean: [123.675, 116.28, 103.53], image_std: [58.4, 57.1, 57.4] },
    ],
    ["[-1, 1]", { image_mean: 0.5, image_std: 0.5 }],
    ["[-1, 1] by an offset", { rescale_factor: 1 / 127.5, rescale_offset: true }],
    ["[0, 1]", {}],
    ["[0, 255]", { do_rescale: false }],
    ["Caffe's", caffe],
    ["Caffe's, RGB", { ...caffe, do_flip_channel_order: false, image_mean: [123, 117, 104] }],
    [
      "CLIP's",
      { image_mean: [0.48145466, 0.4578275, 0.40821073], image_std: [0.26862954, 0.26130258, 0.27577711] },
    ],
    ["CIFAR's", { image_mean: [0.4914, 0.4822, 0.4465], image_std: [0.247, 0.243, 0.261] }],
  ])("raise no warning where they are in use: %s", (_, json) => {
    expect(check(json)).toEqual([]);
  });

  it.each([
    [
      "a mean of 0 to 255 on [0, 1]",
      { ...caffe, do_rescale: true },
      "p.json: the mean (104, 117, 123) is one of pixels from 0 to 255, but pixels are rescaled to [0, 1]; set do_rescale to false",
    ],
    [
      "a mean of [0, 1] on 0 to 255",
      { ...imagenet, do_rescale: false },
      "p.json: the mean (0.485, 0.456, 0.406) is one of pixels in [0, 1], but pixels go in as 0 to 255; set do_rescale to true",
    ],
    [
      "a blue mean first, not flipped",
      { ...caffe, do_flip_channel_order: false },
      "is in the order blue, green, red, but the channels stay red, green, blue; set do_flip_channel_order to true",
    ],
    [
      "a red mean first, flipped",
      { ...imagenet, do_flip_channel_order: true },
      "is in the order red, green, blue, but the channels are flipped",
    ],
    [
      "a tiny range",
      { image_std: 255, image_mean: 0 },
      "after normalization pixels lie between 0 and 0.003922, so they hardly differ",
    ],
    [
      "a huge range",
      { do_rescale: false, image_std: 0.5, image_mean: 0 },
      "pixels lie between 0 and 510, so they are far larger",
    ],
  ])("raise one where they are off: %s", (_, json, sentence) => {
    const warnings = check(json);
    expect(warnings).toEqual([expect.stringContaining(sentence)]);
  });
});

describeWithData("the shared models", "models", (folder) => {
  it.each(["squeezenet1_0", "mobilenet_v1_0.75_192", "tiny_vgg"])("raise no warning: %s", (name) => {
    expect(check(JSON.parse(readFileSync(join(folder, name, "preprocessor_config.json"), "utf8")))).toEqual(
      [],
    );
  });
});
