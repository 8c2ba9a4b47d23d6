import * as dims from "../dim.js";
import type { Dim } from "../types.js";
import {
  arithmetic,
  bool,
  compare,
  type Fold,
  integers,
  isFloat,
  onNumbers,
  pointwise,
  rounding,
  variadic,
} from "./fold.js";
import { type Infer, same, takes } from "./view.js";

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
