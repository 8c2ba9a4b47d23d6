import { int } from "../../graph/attributes.js";
import { dtypes, elementCount } from "../../graph/tensor.js";
import type { Value } from "../../graph/types.js";
import { div } from "../parts/arithmetic.js";
import { expandLike, reshape, reshapeLike, zerosLike } from "../parts/shape.js";
import type { GradRule } from "../rule.js";

export const GlobalAveragePool: GradRule = (g, dy, { inputs }) => {
  const x = inputs[0] as Value;
  const sizes = x.type.shape?.slice(2);
  if (sizes?.every((size) => typeof size === "number")) {
    return [expandLike(g, div(g, dy, elementCount(sizes as number[])), x)];
  }
  const count = g.op("Div", [g.op("Size", [x]), g.op("Size", [dy])]);
  const divisor = g.op("Cast", [count], { to: int(dtypes[dy.type.dtype ?? "float32"]) });
  return [expandLike(g, div(g, dy, divisor), x)];
};

/** The first maximum in row-major order gets it all. */
export const GlobalMaxPool: GradRule = (g, dy, { inputs }) => {
  const x = inputs[0] as Value;
  const flat = reshape(g, x, g.ints([0, 0, -1]));
  const index = g.op("ArgMax", [flat], { axis: int(2) });
  const one = reshape(g, dy, g.ints([0, 0, 1]));
  const dx = g.op("ScatterElements", [zerosLike(g, flat), index, one], { axis: int(2) });
  return [reshapeLike(g, dx, x)];
};
