import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { unsupported } from "./unsupported.js";

/** The axes of `x` after batch and channel. Throws where its rank is unknown. */
export function axesAfterChannel(x: Value, node: Node): number[] {
  const shape = x.type.shape;
  if (!shape)
    throw unsupported(node, `an input "${x.name}" of unknown rank`, "run shape inference on the model");
  return shape.slice(2).map((_, i) => i + 2);
}

/** `vector` [C] so that it broadcasts along the channels of `x`: [C, 1, …]. */
export function alongChannels(g: Builder, vector: Value, x: Value, node: Node): Value {
  const axes = axesAfterChannel(x, node).map((axis) => axis - 1);
  return axes.length === 0 ? vector : g.op("Unsqueeze", [vector, g.ints(axes)]);
}

/** The sum of `value`, of the shape of `x`, for each channel: [C]. */
export function sumPerChannel(g: Builder, value: Value, x: Value, node: Node): Value {
  return g.op("ReduceSum", [value, g.ints([0, ...axesAfterChannel(x, node)])], { keepdims: int(0) });
}
