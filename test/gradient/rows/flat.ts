import { int } from "../../../src/graph/attributes.js";
import type { Builder } from "../../../src/graph/builder.js";
import { dtypes, elementCount } from "../../../src/graph/tensor.js";
import type { Value } from "../../../src/graph/types.js";
import { data, type Row, someDims, uniform } from "../case.js";

/** Values that stay away from whole numbers and halves, between which these operators are constant. */
const step: Row = {
  make: (r) => {
    const dims = someDims(r, r.int(0, 3));
    const values = Array.from(
      { length: elementCount(dims) },
      () => r.int(-3, 2) + r.pick([0.25, 0.75]) + r.float(-0.2, 0.2),
    );
    return { inputs: [data(dims, values.map(Math.fround))] };
  },
};

/** x · made(x), where what is made depends on the shape or the whole part of x alone. */
const made = (rank: readonly [number, number], make: (g: Builder, x: Value, op: string) => Value): Row => ({
  make: (r) => {
    const dims = someDims(r, r.int(...rank));
    return {
      inputs: [data(dims, uniform(r, dims, 0.1, 0.9))],
      nodes: (g, inputs, op) => {
        const x = inputs[0] as Value;
        return [g.op("Mul", [x, make(g, x, op)])];
      },
    };
  },
});

const oneHot = made([1, 3], (g, x, op) => {
  const whole = g.op("Cast", [x], { to: int(dtypes.int64) });
  const hot = g.op(op, [whole, g.ints([1], []), g.floats([0.5, 2])]);
  return g.op("Squeeze", [hot, g.ints([-1])]);
});

export const flat = {
  Ceil: step,
  Floor: step,
  Round: step,
  Sign: step,
  ConstantOfShape: made([0, 3], (g, x, op) => g.op(op, [g.op("Shape", [x])])),
  EyeLike: made([2, 2], (g, x, op) => g.op(op, [x])),
  OneHot: oneHot,
} satisfies Record<string, Row>;
