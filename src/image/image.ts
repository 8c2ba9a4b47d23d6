import { RegardError } from "../errors.js";
import { type Tensor, tensor } from "../graph/tensor.js";

/** A picture: 8-bit sRGB, three interleaved channels, row by row from the top left. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A picture over `data` (not copied). Throws where `data` does not hold exactly width × height × 3 values. */
export function image(width: number, height: number, data: Uint8Array | Uint8ClampedArray): Image {
  checkSize(width, height);
  if (data.length !== width * height * 3) {
    throw new RangeError(`${data.length} values do not fill a picture of ${width} × ${height} × 3`);
  }
  return { width, height, data };
}

/** A picture of one color, black unless told otherwise. */
export function blank(
  width: number,
  height: number,
  color: readonly [number, number, number] = [0, 0, 0],
): Image {
  checkSize(width, height);
  const data = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; i < data.length; i += 3) data.set(color, i);
  return { width, height, data };
}

/** The picture as a tensor [1, 3, height, width] with values in [0, 1]. */
export function toTensor({ width, height, data }: Image): Tensor {
  const plane = width * height;
  const values = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < plane; i++) values[channel * plane + i] = (data[i * 3 + channel] as number) / 255;
  }
  return tensor(values, [1, 3, height, width]);
}

/**
 * Picture number `index` of a tensor [N, 3, H, W] or [3, H, W] in [0, 1], each value rounded to the nearest of the 256
 * levels and clamped. Throws where the tensor has another shape or holds a NaN.
 */
export function fromTensor({ dims, data }: Tensor, index = 0): Image {
  const [count, channels, height, width] = dims.length === 3 ? [1, ...dims] : dims;
  if (dims.length > 4 || channels !== 3 || height === undefined || width === undefined) {
    throw new RangeError(`a tensor of shape [${dims}] is no picture; the shape is [N, 3, H, W] or [3, H, W]`);
  }
  if (!Number.isInteger(index) || index < 0 || index >= (count as number)) {
    throw new RangeError(`no picture ${index} in a tensor of shape [${dims}]`);
  }
  const plane = width * height;
  const start = index * 3 * plane;
  // Storing into a clamped array rounds to nearest (ties to even) and clamps.
  const bytes = new Uint8ClampedArray(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < plane; i++) {
      const value = data[start + channel * plane + i] as number;
      if (Number.isNaN(value)) {
        throw new RegardError(
          "runtime",
          `value ${i} of channel ${channel} is NaN; a picture cannot be made of it`,
        );
      }
      bytes[i * 3 + channel] = value * 255;
    }
  }
  return { width, height, data: bytes };
}

/** Several tensors one after the other along the first axis; all other axes must agree. */
export function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  if (first === undefined) throw new RangeError("there is nothing to stack");
  const rest = first.dims.slice(1);
  let count = 0;
  for (const { dims } of tensors) {
    if (dims.length !== first.dims.length || rest.some((dim, axis) => dim !== dims[axis + 1])) {
      throw new RangeError(`tensors of shapes [${first.dims}] and [${dims}] cannot be stacked`);
    }
    count += dims[0] as number;
  }
  const data = new Float32Array(tensors.reduce((length, each) => length + each.data.length, 0));
  let offset = 0;
  for (const each of tensors) {
    data.set(each.data, offset);
    offset += each.data.length;
  }
  return tensor(data, [count, ...rest]);
}

/** Throws unless both sides are whole numbers of at least one pixel. */
export function checkSize(width: number, height: number): void {
  if (!(Number.isSafeInteger(width) && Number.isSafeInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`a picture of ${width} × ${height} pixels does not exist`);
  }
}
