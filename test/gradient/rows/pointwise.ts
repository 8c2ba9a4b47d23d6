import { float, string } from "../../../src/graph/attributes.js";
import type { Attributes } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";
import { away, data, type Row, someDims } from "../case.js";

/** A pointwise operator over values in a range, away from its kinks. */
function unary(
  range: readonly [number, number] = [-2, 2],
  kinks: (attributes: Attributes) => readonly number[] = () => [],
  attributes: (r: Random) => Attributes = () => ({}),
): Row {
  return {
    make: (r) => {
      const dims = someDims(r, r.int(0, 4));
      const chosen = attributes(r);
      return { inputs: [data(dims, away(r, dims, kinks(chosen), ...range))], attributes: chosen };
    },
  };
}

/** The attribute is left out half of the time. */
const maybe = (name: string, low: number, high: number): ((r: Random) => Attributes) => {
  return (r) => (r.chance() ? { [name]: float(r.float(low, high)) } : {});
};
const both =
  (a: (r: Random) => Attributes, b: (r: Random) => Attributes): ((r: Random) => Attributes) =>
  (r) => ({ ...a(r), ...b(r) });

const at =
  (...kinks: number[]): (() => readonly number[]) =>
  () =>
    kinks;
const value = (attributes: Attributes, name: string, otherwise: number): number => {
  const found = attributes[name];
  return found?.kind === "float" ? found.value : otherwise;
};

export const pointwise = {
  Abs: unary([-2, 2], at(0)),
  Acos: unary([-0.95, 0.95]),
  Acosh: unary([1.05, 4]),
  Asin: unary([-0.95, 0.95]),
  Asinh: unary([-4, 4]),
  Atan: unary([-4, 4]),
  Atanh: unary([-0.95, 0.95]),
  Celu: unary([-3, 3], at(0), maybe("alpha", 0.5, 2)),
  Cos: unary([-4, 4]),
  Cosh: unary([-3, 3]),
  Elu: unary([-3, 3], at(0), maybe("alpha", 0.5, 2)),
  Erf: unary([-3, 3]),
  Exp: unary([-3, 3]),
  Gelu: {
    ...unary([-4, 4], at(), (r) => (r.chance() ? { approximate: string("tanh") } : {})),
    opsets: [20, 22],
  },
  HardSigmoid: unary(
    [-6, 6],
    (attributes) => {
      const alpha = value(attributes, "alpha", 0.2);
      const beta = value(attributes, "beta", 0.5);
      return [-beta / alpha, (1 - beta) / alpha];
    },
    both(maybe("alpha", 0.1, 0.6), maybe("beta", 0.2, 0.8)),
  ),
  HardSwish: unary([-5, 5], at(-3, 3)),
  LeakyRelu: unary([-2, 2], at(0), maybe("alpha", 0.05, 0.5)),
  Log: unary([0.1, 3]),
  Mish: unary([-4, 4]),
  Neg: unary(),
  Reciprocal: unary([0.2, 3]),
  Relu: unary([-2, 2], at(0)),
  Selu: unary([-2, 2], at(0), both(maybe("alpha", 1, 2), maybe("gamma", 0.5, 2))),
  Shrink: unary(
    [-2, 2],
    (attributes) => [-value(attributes, "lambd", 0.5), value(attributes, "lambd", 0.5)],
    both(maybe("lambd", 0.2, 1), maybe("bias", -1, 1)),
  ),
  Sigmoid: unary([-5, 5]),
  Sin: unary([-4, 4]),
  Sinh: unary([-3, 3]),
  Softplus: unary([-5, 5]),
  Softsign: unary([-4, 4]),
  Sqrt: unary([0.1, 4]),
  Tan: unary([-1.2, 1.2]),
  Tanh: unary([-3, 3]),
  ThresholdedRelu: unary([-2, 3], (attributes) => [value(attributes, "alpha", 1)], maybe("alpha", 0.3, 2)),
} satisfies Record<string, Row>;
