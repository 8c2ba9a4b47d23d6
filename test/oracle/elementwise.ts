import { attribute } from "../../src/graph/attributes.js";
import type { DType } from "../../src/graph/tensor.js";
import type { Node } from "../../src/graph/types.js";
import { erf } from "./erf.js";
import { input, type Kernel, type Kernels } from "./kernel.js";
import { broadcastAt, broadcastDims, generate, isFloat, type NdArray } from "./ndarray.js";

const real = (node: Node, name: string, otherwise: number): number =>
  attribute(node, "float", name, otherwise);

const pointwise = (f: (x: number) => number, dtype?: DType): Kernel => {
  return (call) => {
    const x = input(call, 0);
    return [{ dims: x.dims, data: x.data.map(f), dtype: dtype ?? x.dtype }];
  };
};

/** A pointwise function with attributes. */
const parametric = (make: (node: Node) => (x: number) => number, dtype?: DType): Kernel => {
  return (call) => pointwise(make(call.node), dtype)(call);
};

/** A function of several tensors broadcast to one shape. */
function broadcast(
  inputs: readonly NdArray[],
  dtype: DType,
  f: (values: readonly number[]) => number,
): NdArray {
  const dims = broadcastDims(...inputs.map((x) => x.dims));
  return generate(dims, dtype, (index) => f(inputs.map((x) => broadcastAt(x, index))));
}

const binary = (f: (a: number, b: number, dtype: DType) => number, dtype?: DType): Kernel => {
  return (call) => {
    const a = input(call, 0);
    const b = input(call, 1);
    return [broadcast([a, b], dtype ?? a.dtype, ([x = 0, y = 0]) => f(x, y, a.dtype))];
  };
};

const variadic = (f: (values: readonly number[]) => number): Kernel => {
  return (call) => [
    broadcast(
      call.inputs.map((_, i) => input(call, i)),
      input(call, 0).dtype,
      f,
    ),
  ];
};

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const toInteger = (x: number, dtype: DType): number => (isFloat(dtype) ? x : Math.trunc(x));
const truth = (condition: boolean): number => (condition ? 1 : 0);

/** To the nearest integer; a half goes to the even one. */
export function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

const gelu = (node: Node): ((x: number) => number) =>
  attribute(node, "string", "approximate", "none") === "tanh"
    ? (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
    : (x) => 0.5 * x * (1 + erf(x / Math.SQRT2));

function selu(node: Node): (x: number) => number {
  const alpha = real(node, "alpha", 1.6732632423543772);
  const gamma = real(node, "gamma", 1.0507009873554805);
  return (x) => gamma * (x > 0 ? x : alpha * Math.expm1(x));
}

const shrink = (node: Node): ((x: number) => number) => {
  const lambd = real(node, "lambd", 0.5);
  const bias = real(node, "bias", 0);
  return (x) => (x < -lambd ? x + bias : x > lambd ? x - bias : 0);
};

const clip: Kernel = (call) => {
  const min = call.inputs[1]?.data[0] ?? Number.NEGATIVE_INFINITY;
  const max = call.inputs[2]?.data[0] ?? Number.POSITIVE_INFINITY;
  return pointwise((x) => Math.min(max, Math.max(min, x)))(call);
};

const mod: Kernel = (call) => {
  const asInC = attribute(call.node, "int", "fmod", 0) === 1;
  return binary((a, b) => (asInC ? a % b : a - b * Math.floor(a / b)))(call);
};

export const elementwise: Kernels = {
  Abs: pointwise(Math.abs),
  Acos: pointwise(Math.acos),
  Acosh: pointwise(Math.acosh),
  Asin: pointwise(Math.asin),
  Asinh: pointwise(Math.asinh),
  Atan: pointwise(Math.atan),
  Atanh: pointwise(Math.atanh),
  Ceil: pointwise(Math.ceil),
  Cos: pointwise(Math.cos),
  Cosh: pointwise(Math.cosh),
  Erf: pointwise(erf),
  Exp: pointwise(Math.exp),
  Floor: pointwise(Math.floor),
  HardSwish: pointwise((x) => x * Math.max(0, Math.min(1, x / 6 + 0.5))),
  IsInf: parametric((node) => {
    const negative = attribute(node, "int", "detect_negative", 1) !== 0;
    const positive = attribute(node, "int", "detect_positive", 1) !== 0;
    return (x) =>
      truth((positive && x === Number.POSITIVE_INFINITY) || (negative && x === Number.NEGATIVE_INFINITY));
  }, "bool"),
  IsNaN: pointwise((x) => truth(Number.isNaN(x)), "bool"),
  Log: pointwise(Math.log),
  Mish: pointwise((x) => x * Math.tanh(softplus(x))),
  Neg: pointwise((x) => -x),
  Not: pointwise((x) => truth(x === 0), "bool"),
  Reciprocal: pointwise((x) => 1 / x),
  Relu: pointwise((x) => Math.max(x, 0)),
  Round: pointwise(roundHalfToEven),
  Sigmoid: pointwise(sigmoid),
  Sign: pointwise(Math.sign),
  Sin: pointwise(Math.sin),
  Sinh: pointwise(Math.sinh),
  Softplus: pointwise(softplus),
  Softsign: pointwise((x) => x / (1 + Math.abs(x))),
  Sqrt: pointwise(Math.sqrt),
  Tan: pointwise(Math.tan),
  Tanh: pointwise(Math.tanh),

  Celu: parametric((node) => {
    const alpha = real(node, "alpha", 1);
    return (x) => Math.max(0, x) + Math.min(0, alpha * Math.expm1(x / alpha));
  }),
  Elu: parametric((node) => (x) => (x < 0 ? real(node, "alpha", 1) * Math.expm1(x) : x)),
  Gelu: parametric(gelu),
  HardSigmoid: parametric((node) => {
    const alpha = real(node, "alpha", 0.2);
    const beta = real(node, "beta", 0.5);
    return (x) => Math.max(0, Math.min(1, alpha * x + beta));
  }),
  LeakyRelu: parametric((node) => (x) => (x < 0 ? real(node, "alpha", 0.01) * x : x)),
  Selu: parametric(selu),
  Shrink: parametric(shrink),
  Swish: parametric((node) => (x) => x * sigmoid(real(node, "alpha", 1) * x)),
  ThresholdedRelu: parametric((node) => (x) => (x > real(node, "alpha", 1) ? x : 0)),
  Clip: clip,

  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b, dtype) => toInteger(a / b, dtype)),
  Pow: binary((a, b, dtype) => toInteger(a ** b, dtype)),
  Mod: mod,
  PRelu: binary((x, slope) => (x < 0 ? slope * x : x)),

  Equal: binary((a, b) => truth(a === b), "bool"),
  Greater: binary((a, b) => truth(a > b), "bool"),
  GreaterOrEqual: binary((a, b) => truth(a >= b), "bool"),
  Less: binary((a, b) => truth(a < b), "bool"),
  LessOrEqual: binary((a, b) => truth(a <= b), "bool"),
  And: binary((a, b) => truth(a !== 0 && b !== 0), "bool"),
  Or: binary((a, b) => truth(a !== 0 || b !== 0), "bool"),
  Xor: binary((a, b) => truth((a !== 0) !== (b !== 0)), "bool"),

  Sum: variadic((values) => values.reduce((sum, x) => sum + x, 0)),
  Mean: variadic((values) => values.reduce((sum, x) => sum + x, 0) / values.length),
  Max: variadic((values) => Math.max(...values)),
  Min: variadic((values) => Math.min(...values)),
  Where: (call) => [
    broadcast(
      [input(call, 0), input(call, 1), input(call, 2)],
      input(call, 1).dtype,
      ([which, a = 0, b = 0]) => (which !== 0 ? a : b),
    ),
  ],
};
