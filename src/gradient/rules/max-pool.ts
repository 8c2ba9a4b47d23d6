import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Attributes, Node, Value } from "../../graph/types.js";
import { concatenated } from "../parts/concatenated.js";
import { isRectified, noteVanishing } from "../parts/rectified.js";
import { scatterAdd } from "../parts/scatter-add.js";
import { separableMaxima } from "../parts/separable-maxima.js";
import { reshape, reshapeLike } from "../parts/shape.js";
import { tiledMaxima } from "../parts/tiled-maxima.js";
import { attributesOf, type FixedWindow, kernelOf } from "../parts/window.js";
import type { GradRule, Op } from "../rule.js";
import { Relu } from "./pointwise.js";

/** The first maximum of a window, in row-major order, gets it all. */
export const MaxPool: GradRule = (g, dy, op) => {
  const x = op.inputs[0] as Value;
  return [byComparison(g, dy, x, op) ?? scatterToMaxima(g, dy, x, op.node.attributes)];
};

/**
 * The lowerings without indices. Where a ReLU stands before the pool, its mask is applied here, to what is smaller. Tiles
 * take few nodes; what the phases of overlapping windows take would be made into a session for nothing.
 */
function byComparison(g: Builder, dy: Value, x: Value, op: Op): Value | null {
  const [y] = op.outputs;
  if (!y) return null;
  const window = attributesOf(op.node, kernelOf(op.node, null));
  const rectified = isRectified(g, x, op, Relu);
  const dx = tiledMaxima(g, dy, x, y, window, rectified) ?? inPhases(g, dy, x, y, op, window, rectified);
  if (dx && rectified) noteVanishing(dx, x);
  return dx;
}

function inPhases(
  g: Builder,
  dy: Value,
  x: Value,
  y: Value,
  op: Op,
  window: FixedWindow,
  rectified: boolean,
): Value | null {
  if (hasAutoPad(op.node)) return null;
  const part = (dy: Value, x: Value, y: Value): Value | null =>
    separableMaxima(g, dy, x, y, window, rectified);
  return partByPart(g, dy, x, op, part) ?? part(dy, x, y);
}

/** Concatenated channels are pooled part by part, so that nothing need be split afterwards. */
function partByPart(
  g: Builder,
  dy: Value,
  x: Value,
  { node }: Op,
  gradient: (dy: Value, x: Value, y: Value) => Value | null,
): Value | null {
  const found = concatenated(g, x);
  if (!found?.sizes.every((size) => size % 8 === 0)) return null;
  const { parts, sizes } = found;
  const dys = g.node("Split", [dy, g.ints(sizes)], { axis: int(1) }, { outputs: parts.map(() => "dy") });
  const dxs = parts.map((part, i) =>
    gradient(dys[i] as Value, part, g.op("MaxPool", [part], node.attributes)),
  );
  return dxs.every((dx) => dx !== null) ? g.op("Concat", dxs, { axis: int(1) }) : null;
}

const hasAutoPad = (node: Node): boolean => attribute(node, "string", "auto_pad", "NOTSET") !== "NOTSET";

/** The lowering with MaxPool's indices, which count through the whole tensor, batch and channels included. */
function scatterToMaxima(g: Builder, dy: Value, x: Value, attributes: Attributes): Value {
  const { storage_order: _, ...window } = attributes;
  const outputs = ["MaxPool_y", "MaxPool_indices"];
  const indices = g.node("MaxPool", [x], window, { outputs })[1] as Value;
  const flat = (value: Value) => reshape(g, value, g.ints([-1]));
  const sum = scatterAdd(g, "ScatterElements", flat(dy), flat(indices), flat(x), { axis: int(0) });
  return reshapeLike(g, sum, x);
}
