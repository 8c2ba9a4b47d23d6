import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { reshape, staticShape } from "../parts/shape.js";
import type { GradRule } from "../rule.js";

/** The sum over the repetitions: dy as [repeats₀, size₀, repeats₁, size₁, …], summed over every other axis. */
export const Tile: GradRule = (g, dy, { inputs }) => {
  const [x, repeats] = inputs as [Value, Value];
  const rank = x.type.shape?.length;
  const axes =
    rank === undefined ? evenAxes(g, repeats) : g.ints(Array.from({ length: rank }, (_, i) => 2 * i));
  const split = reshape(g, dy, interleaved(g, repeats, x), true);
  return [g.op("ReduceSum", [split, axes], { keepdims: int(0), noop_with_empty_axes: int(1) })];
};

function interleaved(g: Builder, repeats: Value, x: Value): Value {
  const shape = staticShape(x);
  const times = repeats.elements;
  if (shape && times?.every((count) => typeof count === "number")) {
    return g.ints(shape.flatMap((size, i) => [times[i] as number, size]));
  }
  const columns = [repeats, g.op("Shape", [x])].map((row) => g.op("Unsqueeze", [row, g.ints([1])]));
  return reshape(g, g.op("Concat", columns, { axis: int(1) }), g.ints([-1]));
}

function evenAxes(g: Builder, repeats: Value): Value {
  const end = g.op("Mul", [g.op("Size", [repeats]), g.ints([2], [])]);
  return g.op("Range", [g.ints([0], []), end, g.ints([2], [])]);
}
