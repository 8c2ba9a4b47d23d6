import { describe, expect, it } from "vitest";
import { readPreprocessorConfig } from "../../src/model/preprocessor-config.js";

const read = (json: object) => readPreprocessorConfig(json, "preprocessor_config.json").preprocessing;
const plain = { do_normalize: false, resample: 2 };

describe("preprocessor_config.json", () => {
  it("reads the fields of a current file", () => {
    expect(
      read({
        do_resize: true,
        size: { shortest_edge: 256 },
        do_center_crop: true,
        crop_size: { height: 224, width: 200 },
        resample: 3,
        do_rescale: true,
        rescale_factor: 0.00392156862745098,
        image_mean: [0.485, 0.456, 0.406],
        image_std: [0.229, 0.224, 0.225],
      }),
    ).toEqual({
      resize: { shortestEdge: 256 },
      resample: "bicubic",
      crop: { height: 224, width: 200 },
      scale: 1,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      order: "RGB",
      layout: null,
      origin: "preprocessor_config.json",
    });
  });

  it("reads Caffe's way: 0 to 255, mean in the flipped order", () => {
    const caffe = {
      do_rescale: false,
      do_flip_channel_order: true,
      image_mean: [104, 117, 123],
      image_std: [1, 1, 1],
    };
    expect(read(caffe)).toMatchObject({
      scale: 255,
      mean: [104, 117, 123],
      order: "BGR",
      resize: null,
      crop: null,
    });
  });

  it.each([
    ["a bare number is the square", { size: 224 }, { height: 224, width: 224 }, null],
    [
      "a bare number before a crop is the shorter edge",
      { size: 256, do_center_crop: true, crop_size: 224 },
      { shortestEdge: 256 },
      { height: 224, width: 224 },
    ],
    [
      "LeViT adds a margin to its crop",
      {
        image_processor_type: "LevitImageProcessor",
        size: { shortest_edge: 224 },
        do_center_crop: true,
        crop_size: { height: 224, width: 224 },
      },
      { shortestEdge: 256 },
      { height: 224, width: 224 },
    ],
    [
      "DeiT warps to the square before its crop",
      { feature_extractor_type: "DeiTFeatureExtractor", size: 256, do_center_crop: true, crop_size: 224 },
      { height: 256, width: 256 },
      { height: 224, width: 224 },
    ],
    [
      "crop_pct enlarges the shorter edge",
      { size: { shortest_edge: 224 }, crop_pct: 0.875 },
      { shortestEdge: 256 },
      { height: 224, width: 224 },
    ],
    [
      "ConvNeXt's own crop_pct",
      { image_processor_type: "ConvNextImageProcessor", size: { shortest_edge: 224 }, crop_pct: null },
      { shortestEdge: 256 },
      { height: 224, width: 224 },
    ],
    [
      "ConvNeXt's bare number is the shorter edge",
      { feature_extractor_type: "ConvNextFeatureExtractor", size: 224 },
      { shortestEdge: 256 },
      { height: 224, width: 224 },
    ],
    [
      "ConvNeXt warps from 384 up",
      { image_processor_type: "ConvNextImageProcessor", size: { shortest_edge: 384 }, crop_pct: 1 },
      { height: 384, width: 384 },
      null,
    ],
    [
      "a crop switched off",
      { size: 64, do_center_crop: false, crop_size: 60 },
      { height: 64, width: 64 },
      null,
    ],
    ["a resize switched off", { do_resize: false, size: 64, crop_size: 60 }, null, { height: 60, width: 60 }],
  ])("%s", (_, json, resize, crop) => {
    expect(read({ ...plain, ...json })).toMatchObject({ resize, crop });
  });

  it("reads resample by number and by name", () => {
    expect([0, 1, 2, 3, 4, 5].map((resample) => read({ ...plain, size: 8, resample }).resample)).toEqual([
      "nearest",
      "lanczos",
      "bilinear",
      "bicubic",
      "box",
      "hamming",
    ]);
    expect(read({ ...plain, resample: "PIL.Image.BICUBIC" }).resample).toBe("bicubic");
  });

  it("says that it assumed a filter", () => {
    expect(readPreprocessorConfig({ size: 8, do_normalize: false }, "p.json").notes).toEqual([
      "p.json names no resample filter: bilinear was assumed.",
    ]);
  });

  it("reads one number for three channels, and a layout", () => {
    const read3 = read({ image_mean: 0.5, image_std: [0.25], data_format: "channels_last" });
    expect(read3).toMatchObject({ mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25], layout: "NHWC" });
  });

  it("gives EfficientNet [-1, 1] and its second division", () => {
    const effnet = {
      image_processor_type: "EfficientNetImageProcessor",
      rescale_factor: 1 / 127.5,
      rescale_offset: true,
      do_normalize: false,
      image_std: 0.5,
      include_top: true,
    };
    const { scale, mean, std } = read(effnet);
    expect(scale).toBeCloseTo(2, 12);
    expect(mean).toEqual([1, 1, 1]);
    expect(std).toEqual([0.5, 0.5, 0.5]);
  });

  it.each([
    [[], "p.json does not hold a JSON object"],
    [{ size: "big" }, 'p.json: size is "big", not a number, {shortest_edge} or {height, width}'],
    [{ size: { shortest_edge: -1 } }, "size.shortest_edge"],
    [{ size: { shortest_edge: 224, longest_edge: 300 } }, "p.json: size is"],
    [{ size: { height: 224 } }, "p.json: size is"],
    [{ size: 1e9 }, "p.json: size is 1000000000, not a whole number of pixels from 1 to 8192"],
    [{ size: 224.5 }, "p.json: size is 224.5"],
    [{ do_resize: true }, "p.json: size is missing, not given, though do_resize is true"],
    [{ do_center_crop: true }, "p.json: crop_size is missing"],
    [{ crop_size: { width: 3 } }, "p.json: crop_size is"],
    [{ crop_pct: 2 }, "p.json: crop_pct is 2"],
    [{ resample: 9 }, "p.json: resample is 9, not 0 to 5 or one of nearest,"],
    [{ do_resize: "yes" }, 'p.json: do_resize is "yes", not true or false'],
    [{ rescale_factor: 0 }, "p.json: rescale_factor is 0"],
    [{ image_mean: [1, 2] }, "p.json: image_mean is [1,2], not three numbers"],
    [{ image_mean: [0, 0, 0] }, "p.json: image_std is missing"],
    [{ image_mean: [0, 0, null], image_std: 1 }, "p.json: image_mean is [0,0,null]"],
    [{ image_mean: 0, image_std: [1, 0, 1] }, "p.json: image_std is [1,0,1], not numbers above 0"],
    [{ data_format: "sideways" }, "p.json: data_format is"],
    [{ do_pad: true }, "p.json: do_pad is not supported"],
    [{ image_processor_type: 7 }, "p.json: image_processor_type is 7, not a string"],
  ])("refuses %j", (json, message) => {
    expect(() => readPreprocessorConfig(json, "p.json")).toThrow(message);
  });

  it("refuses what is nested without end", () => {
    const size = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
    expect(() => readPreprocessorConfig({ size }, "p.json")).toThrow(
      "p.json: size is nested too deep, not a number",
    );
  });
});
