import { unknownElement } from "../dim.js";
import { elementCount } from "../tensor.js";
import type { Dim } from "../types.js";

/** Longer integer tensors are data, not shapes, and their content is not followed. */
export const elementLimit = 64;

/** The shape as numbers where the tensor is small and its size is known. */
export function smallShape(shape: readonly Dim[] | null): number[] | null {
  if (!shape?.every((dim) => typeof dim === "number")) return null;
  const sizes = shape as number[];
  // Beside a size of 0, others may be of any size.
  const small = elementCount(sizes) <= elementLimit && sizes.every((size) => size <= elementLimit);
  return small ? [...sizes] : null;
}

/** The entries `indices` along `axis` of row-major elements. */
export function take(
  elements: readonly Dim[],
  shape: readonly number[],
  axis: number,
  indices: readonly number[],
): Dim[] {
  const inner = elementCount(shape.slice(axis + 1));
  const length = shape[axis] ?? 1;
  const outer = elementCount(shape.slice(0, axis));
  const taken: Dim[] = [];
  for (let i = 0; i < outer; i++) {
    for (const index of indices) {
      const from = (i * length + index) * inner;
      taken.push(...elements.slice(from, from + inner));
    }
  }
  return taken;
}

/** Row-major elements joined along `axis`; all shapes agree beside it. An unknown part is filled with unknowns. */
export function join(
  parts: readonly { elements: readonly Dim[] | null; shape: readonly number[] }[],
  axis: number,
): Dim[] {
  const outer = elementCount(parts[0]?.shape.slice(0, axis) ?? []);
  const joined: Dim[] = [];
  for (let i = 0; i < outer; i++) {
    for (const { elements, shape } of parts) {
      const inner = elementCount(shape.slice(axis));
      for (let j = 0; j < inner; j++) joined.push(elements?.[i * inner + j] ?? unknownElement());
    }
  }
  return joined;
}

/** Row-major elements with axes permuted as Transpose does. */
export function permute(elements: readonly Dim[], shape: readonly number[], perm: readonly number[]): Dim[] {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  let offsets = [0];
  for (const axis of perm) {
    const steps = Array.from({ length: shape[axis] as number }, (_, i) => i * (strides[axis] as number));
    offsets = offsets.flatMap((offset) => steps.map((step) => offset + step));
  }
  return offsets.map((offset) => elements[offset] as Dim);
}

/** Row-major elements of a tensor of `shape` broadcast to `to`, which it is known to fit. */
export function stretch(elements: readonly Dim[], shape: readonly number[], to: readonly number[]): Dim[] {
  let stretched = [...elements];
  const aligned = [...Array.from({ length: to.length - shape.length }, () => 1), ...shape];
  for (const [axis, length] of to.entries()) {
    if (aligned[axis] === length) continue;
    stretched = take(
      stretched,
      aligned,
      axis,
      Array.from({ length }, () => 0),
    );
    aligned[axis] = length;
  }
  return stretched;
}
