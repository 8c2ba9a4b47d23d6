import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { dtypes } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { equal, where } from "../parts/arithmetic.js";
import { positions } from "../parts/shape.js";
import type { Op } from "../rule.js";
import { reduction } from "./reduce.js";

/** The gradient goes whole to the first extreme in row-major order, over however many axes. */
const extreme = reduction((g, dy, x, y, op) => {
  // WebGPU has no int64.
  const position = g.op("Cast", [positions(g, x)], { to: int(dtypes.int32) });
  const none = g.op("Cast", [g.ints([2 ** 31 - 1], [])], { to: int(dtypes.int32) });
  const first = earliest(g, where(g, equal(g, x, y), position, none), op);
  return where(g, equal(g, position, first), dy, 0);
});

function earliest(g: Builder, position: Value, { node, inputs }: Op): Value {
  const noop = int(attribute(node, "int", "noop_with_empty_axes", 0));
  return g.op("ReduceMin", [position, inputs[1] ?? null], { keepdims: int(1), noop_with_empty_axes: noop });
}

export const ReduceMax = extreme;
export const ReduceMin = extreme;
