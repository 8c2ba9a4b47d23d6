import type { Tensor } from "../graph/tensor.js";
import { fromTensor, type Image } from "./image.js";

/** A drawn difference, with what its reader must know: the factor, and how much of it did not fit. */
export interface Difference {
  readonly image: Image;
  readonly magnification: number;
  /** The share of values, in [0, 1], that lay outside the picture's range and were clamped. */
  readonly clamped: number;
}

/**
 * The picture 0.5 + m·(a − b), clamped: mid-gray where two tensors [1, 3, H, W] in [0, 1] agree. Throws where their shapes
 * differ or the difference is NaN.
 */
export function difference(a: Tensor, b: Tensor, magnification = 1): Difference {
  checkAlike(a, b);
  let outside = 0;
  const data = a.data.map((value, i) => {
    const drawn = 0.5 + magnification * (value - (b.data[i] as number));
    if (drawn < 0 || drawn > 1) outside++;
    return drawn;
  });
  return {
    image: fromTensor({ dtype: a.dtype, dims: a.dims, data }),
    magnification,
    clamped: outside / data.length,
  };
}

/** Throws unless both tensors have the same shape. */
export function checkAlike(a: Tensor, b: Tensor): void {
  if (a.dims.length !== b.dims.length || a.dims.some((dim, axis) => dim !== b.dims[axis])) {
    throw new RangeError(`pictures of shapes [${a.dims}] and [${b.dims}] cannot be compared`);
  }
}
