import { int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Attributes, Value } from "../../graph/types.js";
import { scatterAdd } from "../parts/scatter-add.js";
import { reshape, reshapeLike } from "../parts/shape.js";
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
  const sum = scatterAdd(g, "ScatterElements", flat(dy), flat(indices), flat(x), { axis: int(0) });
  return reshapeLike(g, sum, x);
}
