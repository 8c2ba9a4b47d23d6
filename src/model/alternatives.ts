import type { RunOptions } from "../backend.js";
import type { Tensor } from "../graph/tensor.js";
import type { Model } from "./model.js";
import { inputRange, toInput, toPixels } from "./normalization.js";
import type { Preprocessing } from "./preprocessing.js";
import { probabilities, rowsOf } from "./probabilities.js";

/** Another way to prepare pictures, with what a person would change for it. */
interface Alternative {
  readonly preprocessing: Preprocessing;
  readonly change: string;
}

/** How a network looks on a handful of pictures. */
interface Look {
  /** For each picture, by how many standard deviations the best score stands out of all scores. */
  readonly standout: readonly number[];
  /** How much the answers differ between pictures: mutual information, 0 for always the same answer, at most 1. */
  readonly diversity: number;
}

/** Fewer pictures say nothing. */
export const fewest = 8;
/** Right preprocessing wins by 7 % and more; of wrong ones, those that only stretch x can come within 1 %. */
const clearly = 1.04;
/** Student's t of the paired differences. */
const surely = 2.5;
const [stuck, alive] = [0.02, 0.2];

/**
 * Tries other channel orders and ranges on some pictures [1, 3, H, W], and says in a sentence where the network plainly
 * knows them better that way. What is compared, by how many standard deviations the best score stands out, does not
 * depend on the scale of the scores, as confidence does: too wide a range makes every network look sure. `scores` gives
 * the logits of pixels, as an explainer does. Empty where nothing is odd, or with fewer than 8 pictures.
 */
export async function checkByPictures(
  model: Pick<Model, "preprocessing">,
  scores: (pixels: Tensor) => Promise<Tensor>,
  pictures: readonly Tensor[],
  onProgress?: RunOptions["onProgress"],
): Promise<string[]> {
  if (pictures.length < fewest) return [];
  const others = alternatives(model.preprocessing);
  const total = (1 + others.length) * pictures.length;
  let done = 0;
  const look = async (preprocessing: Preprocessing): Promise<Look> => {
    const logits: Float32Array[] = [];
    for (const picture of pictures) {
      const pixels = toPixels(model, toInput({ preprocessing }, picture));
      logits.push((await scores(preprocessing === model.preprocessing ? picture : pixels)).data);
      onProgress?.({ done: ++done, total, unit: "run" });
    }
    return lookOf(logits);
  };
  const current = await look(model.preprocessing);
  const looks: (Alternative & Look)[] = [];
  for (const alternative of others) {
    looks.push({ ...alternative, ...(await look(alternative.preprocessing)) });
  }
  const [best] = looks
    .filter((each) => isBetter(each, current))
    .sort((a, b) => mean(b.standout) - mean(a.standout));
  if (!best) return [];
  const { origin } = model.preprocessing;
  const from = origin === "assumed" ? "the assumed preprocessing" : origin;
  return [
    `${from}: the network knows ${pictures.length} pictures plainly better with ${best.change}; check the preprocessing.`,
  ];
}

function isBetter(alternative: Look, current: Look): boolean {
  if (alternative.diversity < alive) return false;
  const gains = alternative.standout.map((each, i) => each - (current.standout[i] ?? 0));
  if (current.diversity < stuck) return mean(gains) > 0;
  const isClear = mean(alternative.standout) > clearly * mean(current.standout);
  return isClear && mean(gains) > (surely * deviation(gains)) / Math.sqrt(gains.length);
}

function lookOf(logits: readonly Float32Array[]): Look {
  const rows = logits.map((row) => Array.from(row));
  const all = logits.map(
    (row) => rowsOf(probabilities({ dtype: "float32", dims: [1, row.length], data: row }))[0] ?? row,
  );
  const classes = rows[0]?.length ?? 0;
  const average = Array.from({ length: classes }, (_, i) => mean(all.map((row) => row[i] ?? 0)));
  const most = Math.log(Math.min(logits.length, classes)) || 1;
  return {
    standout: rows.map((row) => (Math.max(...row) - mean(row)) / (deviation(row) || 1)),
    diversity: (entropy(average) - mean(all.map(entropy))) / most,
  };
}

/** Every other channel order and range that people take by mistake. */
function alternatives(now: Preprocessing): Alternative[] {
  const order = now.order === "RGB" ? "BGR" : "RGB";
  const flip = { order } as const;
  const flipChange = `the channels in the order ${order} (do_flip_channel_order)`;
  const width = Math.max(...inputRange({ preprocessing: now }).map(([low, high]) => high - low));
  const factor = width < 20 ? 255 : 1 / 255;
  const range = rangeAs(now.scale * factor);
  const scale = { scale: now.scale * factor };
  const both = { ...scale, mean: now.mean.map((each) => each * factor) };
  const ranges = now.mean.some((each) => each !== 0) ? [scale, both] : [scale];
  return [
    { preprocessing: { ...now, ...flip }, change: flipChange },
    ...ranges.flatMap((other) => [
      { preprocessing: { ...now, ...other }, change: range },
      { preprocessing: { ...now, ...other, ...flip }, change: `${range} and ${flipChange}` },
    ]),
  ];
}

/** The range that pixels are scaled to, as a person would set it. */
function rangeAs(scale: number): string {
  if (scale > 1000 || scale < 0.01)
    return `values ${scale > 1000 ? 255 : "1/255"} times as large (image_std)`;
  return scale > 2 ? "pixels from 0 to 255 (do_rescale: false)" : "pixels in [0, 1] (do_rescale: true)";
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(
    values.reduce((sum, each) => sum + (each - center) ** 2, 0) / Math.max(1, values.length - 1),
  );
}

const entropy = (p: ArrayLike<number>): number =>
  -Array.from(p).reduce((sum, each) => sum + (each > 0 ? each * Math.log(each) : 0), 0);
