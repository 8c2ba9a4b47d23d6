import { inputRange } from "./normalization.js";
import type { PreprocessorConfig } from "./preprocessor-config.js";

/** ImageNet's mean color in [0, 1], RGB. Most networks were trained with it, or with 0.5 or 0, which have no order. */
const imagenetMean = [0.485, 0.456, 0.406];
const tolerance = 0.02;

/** The widest ranges of x that are in use: [0, 255] and a little; the narrowest: [0, 1] less a little. */
const [narrowest, widest] = [0.5, 300];

/**
 * What is odd about a preprocessing by its numbers alone, in sentences: a wrong range or a wrong channel order, the most
 * common silent mistakes. Empty where nothing is.
 */
export function checkStatistics(preprocessing: PreprocessorConfig["preprocessing"]): string[] {
  return [checkMeanRange(preprocessing), checkInputRange(preprocessing), checkOrder(preprocessing)]
    .filter((said) => said !== null)
    .slice(0, 1)
    .map((said) => `${preprocessing.origin}: ${said}`);
}

type Config = PreprocessorConfig["preprocessing"];

const list = (values: readonly number[]): string =>
  values.map((value) => Number(value.toPrecision(4))).join(", ");

function checkMeanRange({ scale, mean }: Config): string | null {
  const largest = Math.max(...mean);
  if (scale <= 2 && largest > 3) {
    return `the mean (${list(mean)}) is one of pixels from 0 to 255, but pixels are rescaled to [0, ${list([scale])}]; set do_rescale to false, or divide image_mean and image_std by 255.`;
  }
  if (scale >= 100 && largest > 0 && largest <= 1) {
    return `the mean (${list(mean)}) is one of pixels in [0, 1], but pixels go in as 0 to ${list([scale])}; set do_rescale to true, or multiply image_mean and image_std by 255.`;
  }
  return null;
}

function checkInputRange(preprocessing: Config): string | null {
  const ranges = inputRange({ preprocessing });
  const low = Math.min(...ranges.map(([least]) => least));
  const high = Math.max(...ranges.map(([, most]) => most));
  const width = Math.max(...ranges.map(([least, most]) => most - least));
  if (width >= narrowest && width <= widest) return null;
  const much =
    width < narrowest ? "hardly differ from each other" : "are far larger than networks are trained on";
  return `after normalization pixels lie between ${list([low])} and ${list([high])}, so they ${much}; check rescale_factor, image_mean and image_std.`;
}

function checkOrder({ scale, mean, order }: Config): string | null {
  const unit = mean.map((each) => each / scale);
  const isNear = (known: readonly number[]): boolean =>
    known.every((each, channel) => Math.abs(each - (unit[channel] ?? 0)) < tolerance);
  if (order === "RGB" && isNear(imagenetMean.toReversed())) {
    return `the mean (${list(mean)}) is in the order blue, green, red, but the channels stay red, green, blue; set do_flip_channel_order to true, or reverse image_mean and image_std.`;
  }
  if (order === "BGR" && isNear(imagenetMean)) {
    return `the mean (${list(mean)}) is in the order red, green, blue, but the channels are flipped to blue, green, red; set do_flip_channel_order to false, or reverse image_mean and image_std.`;
  }
  return null;
}
