import * as dims from "../dim.js";
import type { DType } from "../tensor.js";
import type { Dim } from "../types.js";
import { smallShape, stretch } from "./elements.js";
import { type Infer, inferred, type NodeView, type Shape, takes } from "./view.js";

/** What an operator makes of one element of each input; `null` where that cannot be told before the run. */
export type Fold = (...elements: Dim[]) => Dim | null;

export const isFloat = (dtype: DType | null): boolean => dtype === "float32" || dtype === "float64";

const ranges: Partial<Record<DType, readonly [number, number]>> = {
  int64: [-(2 ** 53), 2 ** 53],
  uint64: [0, 2 ** 53],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int8: [-128, 127],
  uint8: [0, 255],
  bool: [0, 1],
};

/** The element as `dtype` stores it; unknown where it would overflow. */
export function stored(element: Dim | null, dtype: DType | null): Dim {
  if (typeof element !== "number") return element ?? dims.unknownElement();
  if (dtype === "float32") return Math.fround(element);
  if (dtype === "float64") return element;
  const range = dtype === null ? undefined : ranges[dtype];
  const fits = range && Number.isInteger(element) && element >= range[0] && element <= range[1];
  // Integers have one zero.
  return fits ? element + 0 : dims.unknownElement();
}

/** Elementwise over broadcast inputs; `dtype` is that of the output, by default that of input `from`. */
export function pointwise(fold: Fold | null, dtype: DType | null = null, from = 0): Infer {
  return (node) => {
    const count = node.node.inputs.length;
    const shape = node.broadcast(Array.from({ length: count }, (_, i) => node.shape(i)));
    const to = dtype ?? node.dtype(from);
    return [inferred(to, shape, fold && to ? folded(node, fold, shape, to) : null)];
  };
}

function folded(node: NodeView, fold: Fold, shape: Shape | null, dtype: DType): Shape | null {
  const to = smallShape(shape);
  if (!to) return null;
  const columns: Shape[] = [];
  for (let i = 0; i < node.node.inputs.length; i++) {
    const elements = node.elements(i);
    const own = smallShape(node.shape(i));
    if (!elements || !own) return null;
    columns.push(stretch(elements, own, to));
  }
  const result = (columns[0] ?? []).map((_, at) =>
    stored(fold(...columns.map((column) => column[at] as Dim)), dtype),
  );
  return result.every((element) => typeof element === "string" && element.startsWith("#")) &&
    result.length > 0
    ? null
    : result;
}

export const onNumbers =
  (compute: (...values: number[]) => number): Fold =>
  (...elements) =>
    elements.every((element) => typeof element === "number") ? compute(...(elements as number[])) : null;

export const bool = (value: boolean): number => (value ? 1 : 0);

/** Compares where the difference is a number, or where its sign is known. */
export function compare(test: (difference: number) => boolean): Fold {
  return (a = 0, b = 0) => {
    if (typeof a === "number" && typeof b === "number") return bool(test(a === b ? 0 : a - b));
    const difference = dims.sub(a, b);
    if (typeof difference === "number") return bool(test(difference));
    // Every positive difference answers alike, and so does every negative one.
    if (dims.isNonNegative(dims.sub(difference, 1))) return bool(test(1));
    if (dims.isNonNegative(dims.sub(dims.mul(difference, -1), 1))) return bool(test(-1));
    return null;
  };
}

const whole = (element: Dim): boolean => typeof element === "string" || Number.isInteger(element);

/** Symbols stand for integers, so polynomials hold only integers; other numbers are computed as numbers. */
export const arithmetic =
  (symbolic: (a: Dim, b: Dim) => Dim, numeric: (a: number, b: number) => number): Fold =>
  (a = 0, b = 0) =>
    typeof a === "number" && typeof b === "number"
      ? numeric(a, b)
      : whole(a) && whole(b)
        ? symbolic(a, b)
        : null;

/** Rounding leaves symbols as they are: they stand for integers. */
export const rounding =
  (round: (value: number) => number): Fold =>
  (a = 0) =>
    typeof a === "number" ? round(a) : a;

/** Only integers: floats would round between the steps. */
export const integers =
  (fold: Fold): Infer =>
  (node) =>
    pointwise(isFloat(node.dtype()) ? null : fold)(node);

export function variadic(binary: (a: Dim, b: Dim) => Dim, numeric: (a: number, b: number) => number): Infer {
  const step = arithmetic(binary, numeric);
  const fold: Fold = (...elements) =>
    elements.reduce<Dim | null>((a, b, i) => (i === 0 ? b : a === null ? null : step(a, b)), null);
  return takes(1, Number.POSITIVE_INFINITY, integers(fold));
}
