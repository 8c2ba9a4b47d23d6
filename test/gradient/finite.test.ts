import { expect, test } from "vitest";
import type { Builder } from "../../src/graph/builder.js";
import type { Value } from "../../src/graph/types.js";
import { feed, slopes } from "./run.js";

// An element that the objective does not depend on has gradient 0, however steep or undefined the function is there.

type Steep = readonly [string, number[], (g: Builder, x: Value) => Value];

const unary = (op: string, ...at: number[]): Steep => [op, at, (g, x) => g.op(op, [x])];
const power = (exponent: number, ...at: number[]): Steep => [
  `Pow ${exponent}`,
  at,
  (g, x) => g.op("Pow", [x, g.scalar(exponent)]),
];

const steep: readonly Steep[] = [
  unary("Log", 0, -1),
  unary("Sqrt", 0, -1),
  unary("Reciprocal", 0),
  unary("Exp", 1000),
  unary("Sinh", 1000),
  unary("Cosh", -1000),
  unary("Asin", 1, -1, 2),
  unary("Acos", 1, -1, 2),
  unary("Acosh", 1, 0),
  unary("Atanh", 1, -1, 2),
  power(-1, 0),
  power(0.5, 0, -1),
  power(1.5, -1),
  ["Pow, exponent differentiated", [0, -1], (g, x) => g.op("Pow", [x, g.op("Mul", [x, g.scalar(0.5)])])],
  ["1 / x", [0], (g, x) => g.op("Div", [g.scalar(1), x])],
  ["x / x", [0], (g, x) => g.op("Div", [x, x])],
  ["x / 0", [0, 1], (g, x) => g.op("Div", [x, g.scalar(0)])],
  ["ReduceL2", [0, 0], (g, x) => g.op("ReduceL2", [x])],
  ["ReduceLogSum", [0, 0], (g, x) => g.op("ReduceLogSum", [x])],
];

for (const [name, at, f] of steep) {
  test(`${name} at ${at}`, () => {
    const masked = slopes([feed(at)], (g, x) => {
      const never = g.op("Less", [g.op("Abs", [x]), g.scalar(-1)]);
      return g.op("Where", [never, f(g, x), g.scalar(0)]);
    });
    expect(masked).toEqual([at.map(() => 0)]);
  });
}

test("the softplus that exporters write has its slope far out", () => {
  const found = slopes([feed([-1000, 0, 1000])], (g, x) => {
    const soft = g.op("Log", [g.op("Add", [g.op("Exp", [x]), g.scalar(1)])]);
    return g.op("Where", [g.op("Greater", [x, g.scalar(20)]), x, soft]);
  });
  expect(found).toEqual([[0, 0.5, 1]]);
});

test("a steep slope that the objective does depend on is not hidden", () => {
  expect(slopes([feed([0])], (g, x) => g.op("Log", [x]))).toEqual([[Number.POSITIVE_INFINITY]]);
  expect(slopes([feed([-1])], (g, x) => g.op("Sqrt", [x]))).toEqual([[Number.NaN]]);
});
