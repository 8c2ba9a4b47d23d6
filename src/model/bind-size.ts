import { Builder } from "../graph/builder.js";
import type { Value } from "../graph/types.js";
import type { Model } from "./model.js";

/**
 * The model for pictures of its own size alone, where the network takes any: every size in the graph that follows from it is
 * a number, so that nothing has to be computed or left open when the graph runs. Throws `RegardError("model")` where
 * the network cannot take such pictures.
 */
export function bindSize(model: Model): Model {
  const { height, width } = model.size;
  const { name, type } = model.pixels;
  const [rows = "N", channels = 3, ...sizes] = type.shape ?? [];
  if (sizes.every((size) => typeof size === "number")) return model;
  const g = new Builder({ ...model.graph, inputs: [], nodes: [], outputs: [] });
  const pixels = g.input(name, type.dtype ?? "float32", [rows, channels, height, width]);
  const bound = g.inline(model.graph, new Map([[model.pixels, pixels]]));
  const now = (value: Value): Value => bound.get(value) ?? value;
  return {
    ...model,
    graph: {
      ...model.graph,
      inputs: [...g.inputs],
      outputs: model.graph.outputs.map(now),
      nodes: [...g.nodes],
    },
    pixels,
    input: now(model.input),
    logits: now(model.logits),
    logitsBeforeRelu: model.logitsBeforeRelu && now(model.logitsBeforeRelu),
    layers: model.layers.map((layer) => ({ ...layer, value: now(layer.value) })),
  };
}
