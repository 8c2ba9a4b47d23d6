import type { Preprocessing } from "../model/preprocessing.js";
import type { Wording } from "./wording.js";

/** How a picture is brought to its size: `shorter edge to 256 (bilinear), middle 224 × 224`. */
export function preparation({ texts }: Wording, { resize, resample, crop }: Preprocessing): string {
  const words = texts.settings;
  const parts: string[] = [];
  if (resize) {
    const size =
      "shortestEdge" in resize
        ? words.shorterEdge(resize.shortestEdge)
        : words.resizedTo(resize.width, resize.height);
    parts.push(`${size} (${resample})`);
  }
  if (crop) parts.push(words.cropped(crop.width, crop.height));
  return parts.length === 0 ? "–" : parts.join(", ");
}

/** How its pixels become numbers: `x = (pixel − 0.5) / 0.5, RGB`. */
export function normalization(
  { texts, format }: Wording,
  { scale, mean, std, order }: Preprocessing,
): string {
  const numbers = (values: readonly number[]): string =>
    values.every((value) => value === values[0])
      ? format.number(values[0] ?? 0, 4)
      : texts.tuple(values.map((value) => format.number(value, 4)));
  const scaled = scale === 1 ? "pixel" : `${format.number(scale, 4)} · pixel`;
  const isShifted = mean.some((value) => value !== 0);
  const shifted = isShifted ? `${scaled} − ${numbers(mean)}` : scaled;
  const isDivided = std.some((value) => value !== 1);
  const divided = isDivided ? `${isShifted ? `(${shifted})` : shifted} / ${numbers(std)}` : shifted;
  return `x = ${divided}, ${texts.settings.channels(order)}`;
}
