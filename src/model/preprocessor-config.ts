import { RegardError } from "../errors.js";
import { type Filter, pillowFilters } from "../image/resize.js";
import { type Fields, fields, isObject } from "./fields.js";
import type { Preprocessing } from "./preprocessing.js";

/** What a `preprocessor_config.json` says. The layout is usually left to the graph. */
export interface PreprocessorConfig {
  readonly preprocessing: Omit<Preprocessing, "layout"> & { readonly layout: Preprocessing["layout"] | null };
  /** What had to be assumed, in sentences. */
  readonly notes: readonly string[];
}

interface Size {
  readonly height: number;
  readonly width: number;
}

/** No network takes pictures larger than this; a file that says so is broken or hostile. */
const largestSide = 8192;

/** Steps that change pixels in ways that Regard does not know. */
const unknownSteps = [
  "do_pad",
  "do_thumbnail",
  "do_align_long_axis",
  "do_crop_margin",
  "do_pan_and_scan",
  "do_split_image",
];

/**
 * Reads the parsed JSON of a Hugging Face `preprocessor_config.json`, old forms included; `where` is its name in errors.
 * Throws `RegardError("model")` naming the field that is missing, broken or not supported.
 */
export function readPreprocessorConfig(json: unknown, where: string): PreprocessorConfig {
  const config = fields(json, where);
  const step = unknownSteps.find((name) => config.raw(name) === true);
  if (step)
    throw new RegardError("model", `${where}: ${step} is not supported; preprocess such pictures beforehand`);
  const notes: string[] = [];
  const { resize, crop } = geometry(config);
  const resample = readFilter(config);
  if (resize && resample === null) notes.push(`${where} names no resample filter: bilinear was assumed.`);
  const format = config.string("data_format");
  if (format !== null && format !== "channels_first" && format !== "channels_last") {
    throw config.error("data_format", '"channels_first" or "channels_last"');
  }
  const layout = format === null ? null : format === "channels_last" ? "NHWC" : "NCHW";
  const order = config.boolean("do_flip_channel_order", false) ? "BGR" : "RGB";
  const preprocessing = {
    resize,
    resample: resample ?? "bilinear",
    crop,
    ...normalization(config),
    order,
    layout,
    origin: where,
  } as const;
  return { preprocessing, notes };
}

/** Which class of Hugging Face's library wrote the file; some fields mean different things to different ones. */
const processor = (config: Fields): string =>
  config.string("image_processor_type") ?? config.string("feature_extractor_type") ?? "";

const isConvNext = (config: Fields): boolean => /^ConvNext/i.test(processor(config));

function geometry(config: Fields): Pick<Preprocessing, "resize" | "crop"> {
  const doCrop = config.boolean("do_center_crop", config.has("crop_size"));
  const crop = doCrop && config.has("crop_size") ? readSides(config, "crop_size") : null;
  const doResize = config.boolean("do_resize", config.has("size"));
  if (doResize && !config.has("size")) throw config.error("size", "given, though do_resize is true");
  const size = doResize ? readSize(config, doCrop) : null;
  const percentage = config.number("crop_pct", isConvNext(config) ? 224 / 256 : 1);
  if (!(percentage > 0 && percentage <= 1)) throw config.error("crop_pct", "a number in (0, 1]");

  if (size && "shortestEdge" in size && (percentage < 1 || isConvNext(config))) {
    const edge = size.shortestEdge;
    const square = { height: edge, width: edge };
    // ConvNeXt warps large pictures to the square and cuts nothing off.
    if (edge >= 384 && !crop) return { resize: square, crop: null };
    return { resize: { shortestEdge: Math.trunc(edge / percentage) }, crop: crop ?? square };
  }
  if (size && "shortestEdge" in size && /^Levit/i.test(processor(config))) {
    // LeViT's size is that of the crop, with ImageNet's margin around it.
    return { resize: { shortestEdge: Math.trunc((size.shortestEdge * 256) / 224) }, crop };
  }
  if (doCrop && !crop) throw config.error("crop_size", "given, though do_center_crop is true");
  return { resize: size, crop };
}

function readSize(config: Fields, doCrop: boolean): NonNullable<Preprocessing["resize"]> {
  const size = config.raw("size");
  if (typeof size === "number") {
    const edge = side(config, "size", size);
    // A bare number meant the square to the ViT family and the shorter edge to those that crop afterwards.
    const isCropped = doCrop || config.has("crop_pct") || isConvNext(config);
    const isSquare = !isCropped || /^(ViT|DeiT|BeiT|Segformer|ImageGPT)/i.test(processor(config));
    return isSquare ? { height: edge, width: edge } : { shortestEdge: edge };
  }
  if (isObject(size) && size.shortest_edge !== undefined && size.longest_edge === undefined) {
    return { shortestEdge: side(config, "size.shortest_edge", size.shortest_edge) };
  }
  return readSides(config, "size");
}

function readSides(config: Fields, name: string): Size {
  const value = config.raw(name);
  if (typeof value === "number") {
    const edge = side(config, name, value);
    return { height: edge, width: edge };
  }
  const expected =
    name === "size" ? "a number, {shortest_edge} or {height, width}" : "a number or {height, width}";
  if (!isObject(value) || value.height === undefined || value.width === undefined) {
    throw config.error(name, expected);
  }
  return {
    height: side(config, `${name}.height`, value.height),
    width: side(config, `${name}.width`, value.width),
  };
}

function side(config: Fields, name: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) > 0 && (value as number) <= largestSide)
    return value as number;
  throw config.error(
    name.split(".")[0] as string,
    `a whole number of pixels from 1 to ${largestSide} (${name})`,
  );
}

function readFilter(config: Fields): Filter | null {
  const value = config.raw("resample");
  if (value === undefined) return null;
  const name = typeof value === "string" ? value.toLowerCase().replace(/^.*\./, "") : null;
  const filter =
    name === null ? pillowFilters[value as number] : pillowFilters.find((known) => known === name);
  if (filter) return filter;
  throw config.error("resample", `0 to 5 or one of ${pillowFilters.join(", ")}`);
}

/** scale, mean and std such that x = (scale · pixel − mean) / std for a pixel in [0, 1]. */
function normalization(config: Fields): Pick<Preprocessing, "scale" | "mean" | "std"> {
  const doRescale = config.boolean("do_rescale", true);
  const factor = doRescale ? config.number("rescale_factor", 1 / 255) : 1;
  if (!(factor > 0)) throw config.error("rescale_factor", "a number above 0");
  // 1/255 written with 17 digits times 255 is not always 1.
  const scale = Math.abs(factor * 255 - 1) < 1e-9 ? 1 : factor * 255;
  const doNormalize = config.boolean("do_normalize", config.has("image_mean") || config.has("image_std"));
  const mean = doNormalize ? config.triple("image_mean") : ([0, 0, 0] as const);
  const std = doNormalize ? config.triple("image_std") : ([1, 1, 1] as const);
  if (!mean) throw config.error("image_mean", "given, though do_normalize is true");
  if (!std) throw config.error("image_std", "given, though do_normalize is true");
  if (std.some((each) => each <= 0)) throw config.error("image_std", "numbers above 0");
  // EfficientNet's two peculiarities: [-1, 1] by an offset after the rescaling, and dividing by std once more.
  const isEfficientNet = /^EfficientNet/i.test(processor(config));
  const offset = doRescale && config.boolean("rescale_offset", false) ? 1 : 0;
  const again = isEfficientNet && config.boolean("include_top", true) ? config.triple("image_std") : null;
  return {
    scale,
    mean: mean.map((each) => each + offset),
    std: std.map((each, channel) => each * (again?.[channel] ?? 1)),
  };
}
