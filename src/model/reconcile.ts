import { RegardError } from "../errors.js";
import type { PictureInput } from "./picture-input.js";
import type { Preprocessing } from "./preprocessing.js";
import type { PreprocessorConfig } from "./preprocessor-config.js";

type Size = Preprocessing["crop"] & {};

/** Where the preprocessing and the network agree. */
export interface Reconciled {
  readonly preprocessing: Preprocessing;
  /** The size of the pictures that go in. */
  readonly size: Size;
  /** What had to be assumed, in sentences. */
  readonly notes: readonly string[];
}

const usual: Size = { height: 224, width: 224 };
const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
const spelled = ({ height, width }: Size): string => `${height} × ${width}`;

/**
 * Brings what a configuration says of sizes together with what the graph insists on; without a configuration, ImageNet's
 * usual preprocessing is assumed, and said. Throws `RegardError("model")` with both sizes where they contradict each other.
 */
export function reconcile(
  config: PreprocessorConfig["preprocessing"] | null,
  input: PictureInput,
): Reconciled {
  const { height, width, layout } = input;
  const fixed = typeof height === "number" && typeof width === "number" ? { height, width } : null;
  const { notes, ...found } = config ? sized(config, fixed) : assumed(fixed);
  const { size } = found;
  const fits = (side: number, given: number | string): boolean => typeof given === "string" || side === given;
  if (!fits(size.height, height) || !fits(size.width, width)) {
    throw new RegardError(
      "model",
      `${found.preprocessing.origin} makes pictures of ${spelled(size)} (height × width), ` +
        `the network takes ${height} × ${width}; correct size or crop_size`,
    );
  }
  return { size, notes, preprocessing: { ...found.preprocessing, layout } };
}

type Sized = Omit<Reconciled, "preprocessing"> & {
  readonly preprocessing: PreprocessorConfig["preprocessing"];
};

function sized(config: PreprocessorConfig["preprocessing"], fixed: Size | null): Sized {
  const { resize, crop, origin } = config;
  if (crop) return { preprocessing: config, size: crop, notes: [] };
  if (resize && "height" in resize) return { preprocessing: config, size: resize, notes: [] };
  if (resize) {
    // Pictures of one size can be shown side by side and run as one batch.
    const size = fixed ?? { height: resize.shortestEdge, width: resize.shortestEdge };
    const note = `${origin} fixes the shorter edge only: the middle ${spelled(size)} of each picture is taken.`;
    return { preprocessing: { ...config, crop: size }, size, notes: [note] };
  }
  if (fixed) {
    const note = `${origin} leaves pictures as large as they are: they are resized to the network's ${spelled(fixed)}.`;
    return { preprocessing: { ...config, resize: fixed }, size: fixed, notes: [note] };
  }
  return { preprocessing: config, size: usual, notes: [] };
}

function assumed(fixed: Size | null): Sized {
  const size = fixed ?? usual;
  // ImageNet's margin: the shorter edge at 256 for a crop of 224.
  const edge = Math.round((size.height * 256) / 224);
  const isSquare = size.height === size.width;
  const preprocessing = {
    resize: isSquare ? { shortestEdge: edge } : size,
    resample: "bilinear",
    crop: isSquare ? size : null,
    scale: 1,
    ...imagenet,
    order: "RGB",
    layout: null,
    origin: "assumed",
  } as const;
  const geometry = isSquare
    ? `shorter edge to ${edge}, middle ${spelled(size)}`
    : `resized to ${spelled(size)}`;
  const note =
    `No preprocessing is given, so ImageNet's usual one is assumed: ${geometry}, bilinear, RGB in [0, 1], ` +
    `mean ${imagenet.mean.join(", ")}, std ${imagenet.std.join(", ")}. Where the network was trained otherwise its ` +
    `answers are wrong; give its preprocessor_config.json.`;
  return { preprocessing, size, notes: [note] };
}
