import { int, string } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Attributes, Value } from "../../graph/types.js";
import { reshape, reshapeLike, zerosLike } from "../parts/shape.js";
import { tiledMaxima } from "../parts/tiled-maxima.js";
import { attributesOf, kernelOf } from "../parts/window.js";
import type { GradRule } from "../rule.js";

/** The first maximum of a window, in row-major order, gets it all. */
export const MaxPool: GradRule = (g, dy, { node, inputs, outputs }) => {
  const [x, y] = [inputs[0] as Value, outputs[0] as Value];
  const window = attributesOf(node, kernelOf(node, null));
  return [tiledMaxima(g, dy, x, y, window) ?? scatterToMaxima(g, dy, x, node.attributes)];
};

/** The lowering with MaxPool's indices, which count through the whole tensor, batch and channels included. */
function scatterToMaxima(g: Builder, dy: Value, x: Value, attributes: Attributes): Value {
  const { storage_order: _, ...window } = attributes;
  const outputs = ["MaxPool_y", "MaxPool_indices"];
  const indices = g.node("MaxPool", [x], window, { outputs })[1] as Value;
  const flat = (value: Value) => reshape(g, value, g.ints([-1]));
  const scatter = { axis: int(0), reduction: string("add") };
  const sum = g.op("ScatterElements", [flat(zerosLike(g, x)), flat(indices), flat(dy)], scatter);
  return reshapeLike(g, sum, x);
}
