import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import {
  add,
  div,
  equal,
  exp,
  greater,
  keepZero,
  less,
  mul,
  neg,
  signed,
  sub,
  where,
} from "../parts/arithmetic.js";
import { vanishes } from "../parts/rectified.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

type Slope = (g: Builder, dy: Value, x: Value, y: Value, node: Node) => Value;

/** The rule of y = f(x): `dx` gives f'(x) · dy, from y where that is cheaper. */
function unary(dx: Slope): GradRule {
  return (g, dy, { node, inputs, outputs }) => [dx(g, dy, inputs[0] as Value, outputs[0] as Value, node)];
}

/** A float attribute of a node. */
const f = (node: Node, name: string, otherwise: number): number => attribute(node, "float", name, otherwise);
const sin = (g: Builder, x: Value): Value => g.op("Sin", [x]);
const cos = (g: Builder, x: Value): Value => g.op("Cos", [x]);
const sinh = (g: Builder, x: Value): Value => g.op("Sinh", [x]);
const cosh = (g: Builder, x: Value): Value => g.op("Cosh", [x]);
const tanh = (g: Builder, x: Value): Value => g.op("Tanh", [x]);
const sigmoid = (g: Builder, x: Value): Value => g.op("Sigmoid", [x]);
const sqrt = (g: Builder, x: Value): Value => g.op("Sqrt", [x]);
/** 1 − x² without losing the digits near ±1. */
const oneMinusSquare = (g: Builder, x: Value): Value => mul(g, sub(g, 1, x), add(g, 1, x));

// Rectifiers. At the kink 0 the slope is that of the left side; Shrink has at its two kinks that of the flat middle.
export const Relu = unary((g, dy, _x, y) => (vanishes(dy, y) ? dy : where(g, greater(g, y, 0), dy, 0)));
export const LeakyRelu = unary((g, dy, x, _y, n) =>
  where(g, greater(g, x, 0), dy, mul(g, dy, f(n, "alpha", 0.01))),
);
export const ThresholdedRelu = unary((g, dy, x, _y, n) => where(g, greater(g, x, f(n, "alpha", 1)), dy, 0));
export const Shrink = unary((g, dy, x, _y, n) => {
  const lambd = f(n, "lambd", 0.5);
  return where(g, greater(g, x, lambd), dy, where(g, less(g, x, -lambd), dy, 0));
});
export const Elu = unary((g, dy, x, y, n) =>
  where(g, greater(g, x, 0), dy, mul(g, dy, add(g, y, f(n, "alpha", 1)))),
);
export const Celu = unary((g, dy, x, y, n) =>
  where(g, greater(g, x, 0), dy, mul(g, dy, add(g, div(g, y, f(n, "alpha", 1)), 1))),
);
export const Selu = unary((g, dy, x, y, n) => {
  const gamma = f(n, "gamma", 1.0507009873554805);
  const slope = add(g, y, gamma * f(n, "alpha", 1.6732632423543772));
  return mul(g, dy, where(g, greater(g, x, 0), gamma, slope));
});

// Sigmoids. The two made of straight pieces have slope 0 at the outer kinks; HardSwish has 0 at −3 and 1 at 3.
export const Sigmoid = unary((g, dy, _x, y) => mul(g, dy, mul(g, y, sub(g, 1, y))));
export const Tanh = unary((g, dy, _x, y) => mul(g, dy, oneMinusSquare(g, y)));
export const HardSigmoid = unary((g, dy, _x, y, n) => {
  const inside = where(g, less(g, y, 1), mul(g, dy, f(n, "alpha", 0.2)), 0);
  return where(g, greater(g, y, 0), inside, 0);
});
export const HardSwish = unary((g, dy, x) => {
  const between = mul(g, dy, add(g, div(g, x, 3), 0.5));
  return where(g, greater(g, x, -3), where(g, less(g, x, 3), between, dy), 0);
});
export const Softplus = unary((g, dy, x) => mul(g, dy, sigmoid(g, x)));
export const Softsign = unary((g, dy, x) => {
  const reach = add(g, 1, g.op("Abs", [x]));
  return div(g, div(g, dy, reach), reach);
});
export const Mish = unary((g, dy, x) => {
  const t = tanh(g, g.op("Softplus", [x]));
  return mul(g, dy, add(g, t, mul(g, x, mul(g, sigmoid(g, x), oneMinusSquare(g, t)))));
});

// Gaussian error function and what is made of it.
export const Erf = unary((g, dy, x) =>
  mul(g, dy, mul(g, exp(g, neg(g, mul(g, x, x))), 2 / Math.sqrt(Math.PI))),
);
export const Gelu = unary((g, dy, x, _y, n) => {
  const kind = attribute(n, "string", "approximate", "none");
  if (kind === "none") return mul(g, dy, add(g, normalCumulative(g, x), mul(g, x, normalDensity(g, x))));
  if (kind === "tanh") return mul(g, dy, tanhGeluSlope(g, x));
  throw unsupported(n, `approximate = "${kind}"`);
});

function normalCumulative(g: Builder, x: Value): Value {
  return mul(g, add(g, g.op("Erf", [mul(g, x, Math.SQRT1_2)]), 1), 0.5);
}

function normalDensity(g: Builder, x: Value): Value {
  return mul(g, exp(g, mul(g, mul(g, x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
}

/** d/dx x·(1 + t)/2 with t = tanh(√(2/π)·(x + 0.044715·x³)). */
function tanhGeluSlope(g: Builder, x: Value): Value {
  // Beyond ±10 the slope is 0 or 1 to every digit, while x³ leaves the range of float16.
  const near = g.op("Clip", [x, g.scalar(-10, x), g.scalar(10, x)]);
  const scale = Math.sqrt(2 / Math.PI);
  const square = mul(g, near, near);
  const t = tanh(g, mul(g, mul(g, near, scale), add(g, mul(g, square, 0.044715), 1)));
  const inner = mul(g, mul(g, near, scale), add(g, mul(g, square, 3 * 0.044715), 1));
  return mul(g, add(g, add(g, t, 1), mul(g, oneMinusSquare(g, t), inner)), 0.5);
}

// Powers and logarithms. √ has slope 0 at 0, as |x| has: the norm of a zero vector stays differentiable.
export const Sqrt = unary((g, dy, _x, y) =>
  keepZero(g, dy, where(g, equal(g, y, 0), 0, div(g, mul(g, dy, 0.5), y))),
);
export const Exp = unary((g, dy, _x, y) => keepZero(g, dy, mul(g, dy, y)));
export const Log = unary((g, dy, x) => keepZero(g, dy, div(g, dy, x)));
export const Reciprocal = unary((g, dy, _x, y) => keepZero(g, dy, neg(g, mul(g, mul(g, dy, y), y))));
export const Abs = unary((g, dy, x) => signed(g, dy, x));
export const Neg = unary((g, dy) => neg(g, dy));

// Trigonometry; √(1 + x²) = cosh(asinh x) and √(x² − 1) = sinh(acosh x) never square a large x.
export const Sin = unary((g, dy, x) => mul(g, dy, cos(g, x)));
export const Cos = unary((g, dy, x) => neg(g, mul(g, dy, sin(g, x))));
export const Tan = unary((g, dy, _x, y) => mul(g, dy, add(g, mul(g, y, y), 1)));
export const Asin = unary((g, dy, x) => keepZero(g, dy, div(g, dy, sqrt(g, oneMinusSquare(g, x)))));
export const Acos = unary((g, dy, x) => keepZero(g, dy, neg(g, div(g, dy, sqrt(g, oneMinusSquare(g, x))))));
export const Atan = unary((g, dy, x) => div(g, dy, add(g, mul(g, x, x), 1)));
export const Sinh = unary((g, dy, x) => keepZero(g, dy, mul(g, dy, cosh(g, x))));
export const Cosh = unary((g, dy, x) => keepZero(g, dy, mul(g, dy, sinh(g, x))));
export const Asinh = unary((g, dy, _x, y) => div(g, dy, cosh(g, y)));
export const Acosh = unary((g, dy, _x, y) => keepZero(g, dy, div(g, dy, sinh(g, y))));
export const Atanh = unary((g, dy, x) => keepZero(g, dy, div(g, dy, oneMinusSquare(g, x))));

export const Identity = unary((_g, dy) => dy);
