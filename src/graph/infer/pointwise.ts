import * as dims from "../dim.js";
import type { DType } from "../tensor.js";
import type { Dim } from "../types.js";
import { smallShape, stretch } from "./elements.js";
import { type Infer, inferred, type NodeView, type Shape, same, takes } from "./view.js";

/** What an operator makes of one element of each input; `null` where that cannot be told before the run. */
type Fold = (...elements: Dim[]) => Dim | null;

const isFloat = (dtype: DType | null): boolean => dtype === "float32" || dtype === "float64";

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
function pointwise(fold: Fold | null, dtype: DType | null = null, from = 0): Infer {
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

const onNumbers =
  (compute: (...values: number[]) => number): Fold =>
  (...elements) =>
    elements.every((element) => typeof element === "number") ? compute(...(elements as number[])) : null;

const bool = (value: boolean): number => (value ? 1 : 0);

/** Compares where the difference is a number, or where its sign is known. */
function compare(test: (difference: number) => boolean): Fold {
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
const arithmetic =
  (symbolic: (a: Dim, b: Dim) => Dim, numeric: (a: number, b: number) => number): Fold =>
  (a = 0, b = 0) =>
    typeof a === "number" && typeof b === "number"
      ? numeric(a, b)
      : whole(a) && whole(b)
        ? symbolic(a, b)
        : null;

const divide: Infer = (node) => {
  const fold = isFloat(node.dtype())
    ? onNumbers((a, b) => a / b)
    : arithmetic(dims.truncDiv, (a, b) => (b === 0 ? Number.NaN : Math.trunc(a / b) + 0));
  return pointwise(fold)(node);
};

const modulo: Infer = (node) => {
  const sign = node.int("fmod", 0) === 1;
  const floored = (a: Dim, b: Dim): Dim => dims.sub(a, dims.mul(b, dims.floorDiv(a, b)));
  const fold = sign
    ? onNumbers((a, b) => a % b)
    : arithmetic(floored, (a, b) => (b === 0 ? Number.NaN : a - b * Math.floor(a / b)));
  return pointwise(fold)(node);
};

const choose: Fold = (condition, a = 0, b = 0) =>
  Object.is(a, b) ? a : typeof condition === "number" ? (condition === 0 ? b : a) : null;

/** Rounding leaves symbols as they are: they stand for integers. */
const rounding =
  (round: (value: number) => number): Fold =>
  (a = 0) =>
    typeof a === "number" ? round(a) : a;

/** Only integers: floats would round between the steps. */
const integers =
  (fold: Fold): Infer =>
  (node) =>
    pointwise(isFloat(node.dtype()) ? null : fold)(node);

function variadic(binary: (a: Dim, b: Dim) => Dim, numeric: (a: number, b: number) => number): Infer {
  const step = arithmetic(binary, numeric);
  const fold: Fold = (...elements) =>
    elements.reduce<Dim | null>((a, b, i) => (i === 0 ? b : a === null ? null : step(a, b)), null);
  return takes(1, Number.POSITIVE_INFINITY, integers(fold));
}

const unary = (...names: readonly string[]): Record<string, Infer> =>
  Object.fromEntries(names.map((name) => [name, takes(1, 1, same)]));

const comparison = (test: (difference: number) => boolean): Infer =>
  takes(2, 2, pointwise(compare(test), "bool"));
const logical = (compute: (a: number, b: number) => boolean): Infer =>
  takes(
    2,
    2,
    pointwise(
      onNumbers((a, b) => bool(compute(a, b))),
      "bool",
    ),
  );
const integer = takes(2, 2, pointwise(null));

export const pointwiseOps: Record<string, Infer> = {
  ...unary(
    "Acos",
    "Acosh",
    "Asin",
    "Asinh",
    "Atan",
    "Atanh",
    "BitwiseNot",
    "Celu",
    "Cos",
    "Cosh",
    "Elu",
    "Erf",
  ),
  ...unary(
    "Exp",
    "Gelu",
    "HardSigmoid",
    "HardSwish",
    "LeakyRelu",
    "Log",
    "Mish",
    "Reciprocal",
    "Relu",
    "Selu",
  ),
  ...unary(
    "Shrink",
    "Sigmoid",
    "Sign",
    "Sin",
    "Sinh",
    "Softplus",
    "Softsign",
    "Sqrt",
    "Swish",
    "Tan",
    "Tanh",
  ),
  ...unary("ThresholdedRelu", "Round"),
  Abs: takes(
    1,
    1,
    pointwise((a = 0) => (typeof a === "number" ? Math.abs(a) : dims.isNonNegative(a) ? a : null)),
  ),
  Neg: takes(
    1,
    1,
    pointwise((a = 0) => (typeof a === "number" ? -a : dims.mul(a, -1))),
  ),
  Floor: takes(1, 1, pointwise(rounding(Math.floor))),
  Ceil: takes(1, 1, pointwise(rounding(Math.ceil))),
  Clip: takes(1, 3, same),
  PRelu: takes(2, 2, same),
  Add: takes(2, 2, pointwise(arithmetic(dims.add, (a, b) => a + b))),
  Sub: takes(2, 2, pointwise(arithmetic(dims.sub, (a, b) => a - b))),
  Mul: takes(2, 2, pointwise(arithmetic(dims.mul, (a, b) => a * b))),
  Div: takes(2, 2, divide),
  Mod: takes(2, 2, modulo),
  Pow: takes(2, 2, integers(onNumbers((a, b) => a ** b))),
  Max: variadic(dims.max, Math.max),
  Min: variadic(dims.min, Math.min),
  Sum: variadic(dims.add, (a, b) => a + b),
  Mean: takes(1, Number.POSITIVE_INFINITY, pointwise(null)),
  BitShift: integer,
  BitwiseAnd: integer,
  BitwiseOr: integer,
  BitwiseXor: integer,
  And: logical((a, b) => a !== 0 && b !== 0),
  Or: logical((a, b) => a !== 0 || b !== 0),
  Xor: logical((a, b) => (a !== 0) !== (b !== 0)),
  Not: takes(
    1,
    1,
    pointwise(
      onNumbers((a) => bool(a === 0)),
      "bool",
    ),
  ),
  IsNaN: takes(1, 1, pointwise(null, "bool")),
  IsInf: takes(1, 1, pointwise(null, "bool")),
  Equal: comparison((difference) => difference === 0),
  Greater: comparison((difference) => difference > 0),
  GreaterOrEqual: comparison((difference) => difference >= 0),
  Less: comparison((difference) => difference < 0),
  LessOrEqual: comparison((difference) => difference <= 0),
  Where: takes(3, 3, pointwise(choose, null, 1)),
};
