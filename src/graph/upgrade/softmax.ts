import { attribute, int } from "../attributes.js";
import type { Builder } from "../builder.js";
import type { Node, Value } from "../types.js";
import { type Draft, type Rewrite, without } from "./rewrite.js";

/**
 * Before 13, Softmax and its kin flatten everything from `axis` (1) on into one axis. That is the newer operator where
 * the axes behind have size 1; otherwise the flattening is spelled out.
 */
function flattened(g: Builder, node: Node): Draft {
  const [x] = node.inputs as [Value];
  const axis = attribute(node, "int", "axis", 1);
  const { shape } = x.type;
  const attributes = without(node, "axis");
  const behind = shape?.slice(axis < 0 ? axis + shape.length : axis).slice(1);
  if (behind?.every((size) => size === 1))
    return { op: node.op, inputs: [x], attributes: { ...attributes, axis: int(axis) } };
  const flat = g.op("Flatten", [x], { axis: int(axis) });
  const result = g.op(node.op, [flat], { ...attributes, axis: int(1) });
  return { op: "Reshape", inputs: [result, g.op("Shape", [x])], attributes: {} };
}

const rewrites: readonly Rewrite[] = [{ before: 13, to: flattened }];

export const softmaxRewrites = { Hardmax: rewrites, LogSoftmax: rewrites, Softmax: rewrites };
