import { argmax, type Tensor, tensor } from "regard";
import type { Dataset } from "./dataset.js";

const most = 100;

/** A dataset as pixels in [0, 1], a hundred pictures at a time. */
export function* parts({
  count,
  size,
  pixels,
  labels,
}: Dataset): Generator<{ pixels: Tensor; labels: number[] }> {
  const length = 3 * size * size;
  for (let from = 0; from < count; from += most) {
    const to = Math.min(count, from + most);
    const data = Float32Array.from(pixels.subarray(from * length, to * length), (value) => value / 255);
    yield { pixels: tensor(data, [to - from, 3, size, size]), labels: [...labels.subarray(from, to)] };
  }
}

/** The class with the highest score of each picture. */
export const bestOf = (scores: Tensor): number[] =>
  Array.from({ length: scores.dims[0] ?? 0 }, (_, i) => argmax(scores, i));
