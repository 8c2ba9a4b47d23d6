import type { Tensor } from "../graph/tensor.js";
import { checkSize, type Image } from "./image.js";

/** The rectangle of `width` × `height` pixels whose top left corner is at (left, top); black where it leaves the picture. */
export function crop(from: Image, left: number, top: number, width: number, height: number): Image {
  checkSize(width, height);
  const data = new Uint8ClampedArray(width * height * 3);
  const first = Math.max(left, 0);
  const last = Math.min(left + width, from.width);
  for (let y = Math.max(top, 0); y < Math.min(top + height, from.height) && first < last; y++) {
    const row = from.data.subarray((y * from.width + first) * 3, (y * from.width + last) * 3);
    data.set(row, ((y - top) * width + first - left) * 3);
  }
  return { width, height, data };
}

/**
 * The middle `width` × `height` pixels, with black around a picture that is smaller: Hugging Face's `center_crop`, which rounds
 * the offset down where the margin is odd.
 */
export function centerCrop(from: Image, width: number, height: number): Image {
  const offset = (margin: number): number => Math.floor(margin / 2);
  return crop(from, offset(from.width - width), offset(from.height - height), width, height);
}

/**
 * The tensor moved by `dy` rows down and `dx` columns right along its last two axes; what leaves on one side enters on
 * the other (numpy.roll). Written into `moved`, other memory of the same size, where it is given.
 */
export function roll(
  { dtype, dims, data }: Tensor,
  dy: number,
  dx: number,
  moved: Float32Array = new Float32Array(data.length),
): Tensor {
  const [height, width] = dims.slice(-2);
  if (height === undefined || width === undefined) throw new RangeError(`[${dims}] has no rows and columns`);
  const area = height * width;
  const [down, right] = [modulo(dy, height), nearest(dx, width)];
  const shift = modulo(down * width + right, area);
  const [out, back] = right < 0 ? [0, width + right] : [width - right, 0];
  for (let start = 0; area > 0 && start < data.length; start += area) {
    // A plane as one line that is closed to a ring: all in place but the columns that left on a side, a row off.
    moved.set(data.subarray(start, start + area - shift), start + shift);
    moved.set(data.subarray(start + area - shift, start + area), start);
    for (let y = 0; y < height; y++) {
      const from = start + y * width + out;
      const to = start + modulo(y + down, height) * width + back;
      for (let x = 0; x < Math.abs(right); x++) moved[to + x] = data[from + x] as number;
    }
  }
  return { dtype, dims, data: moved };
}

const modulo = (a: number, b: number): number => ((a % b) + b) % b;

/** The number of smallest size that is `a` modulo `b`: what is rolled back by a few columns is not copied one by one. */
const nearest = (a: number, b: number): number => {
  const positive = modulo(a, b);
  return 2 * positive > b ? positive - b : positive;
};
