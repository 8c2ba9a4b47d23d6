import { type DType, elementCount } from "../../src/graph/tensor.js";

/** A tensor of the oracle: row-major doubles, whatever the element type is called. */
export interface NdArray {
  readonly dims: readonly number[];
  readonly data: Float64Array;
  readonly dtype: DType;
}

/** A tensor over `values`. Throws where they do not fill the shape. */
export function ndarray(
  dims: readonly number[],
  values: ArrayLike<number>,
  dtype: DType = "float32",
): NdArray {
  if (values.length !== elementCount(dims))
    throw new RangeError(`${values.length} elements in shape [${dims}]`);
  return { dims, data: Float64Array.from(values), dtype };
}

/** Calls `f` with every index of the shape in row-major order. The index is one array that changes. */
export function eachIndex(
  dims: readonly number[],
  f: (index: readonly number[], flat: number) => void,
): void {
  const total = elementCount(dims);
  const index = new Array<number>(dims.length).fill(0);
  for (let flat = 0; flat < total; flat++) {
    f(index, flat);
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next;
      if (next < (dims[axis] ?? 0)) break;
      index[axis] = 0;
    }
  }
}

/** A tensor whose element at each index is what `f` says. */
export function generate(
  dims: readonly number[],
  dtype: DType,
  f: (index: readonly number[], flat: number) => number,
): NdArray {
  const data = new Float64Array(elementCount(dims));
  eachIndex(dims, (index, flat) => {
    data[flat] = f(index, flat);
  });
  return { dims, data, dtype };
}

/** The position of an index in the data. Throws where it is outside the shape. */
export function offset(dims: readonly number[], index: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < dims.length; axis++) {
    const size = dims[axis] ?? 0;
    const i = index[axis] ?? 0;
    if (i < 0 || i >= size) throw new RangeError(`index [${index}] is outside the shape [${dims}]`);
    flat = flat * size + i;
  }
  return flat;
}

export const at = (x: NdArray, index: readonly number[]): number =>
  x.data[offset(x.dims, index)] ?? Number.NaN;

/** The axis counted from the front. Throws where the rank has no such axis. */
export function axisOf(axis: number, rank: number): number {
  if (axis < -rank || axis >= rank) throw new RangeError(`axis ${axis} of a tensor of rank ${rank}`);
  return axis < 0 ? axis + rank : axis;
}

/** `list` with the element at `position` replaced. */
export const replaced = (list: readonly number[], position: number, value: number): number[] =>
  list.map((old, i) => (i === position ? value : old));

/** The shape that all of the shapes broadcast to (numpy's rules). */
export function broadcastDims(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, axis) => {
    let size = 1;
    for (const dims of shapes) {
      const own = dims[axis - rank + dims.length] ?? 1;
      if (own === 1) continue;
      if (size !== 1 && size !== own)
        throw new RangeError(`shapes ${JSON.stringify(shapes)} do not broadcast`);
      size = own;
    }
    return size;
  });
}

/** The element of `x` that stands at an index of the shape `x` is broadcast to. */
export function broadcastAt(x: NdArray, index: readonly number[]): number {
  const missing = index.length - x.dims.length;
  let flat = 0;
  for (let axis = 0; axis < x.dims.length; axis++) {
    const size = x.dims[axis] ?? 0;
    flat = flat * size + (size === 1 ? 0 : (index[axis + missing] ?? 0));
  }
  return x.data[flat] ?? Number.NaN;
}

export const isFloat = (dtype: DType): boolean => dtype.startsWith("float") || dtype === "bfloat16";
