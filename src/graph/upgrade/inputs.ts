import { attribute, int } from "../attributes.js";
import type { Builder } from "../builder.js";
import type { Node, Value } from "../types.js";
import { type Draft, type Rewrite, without } from "./rewrite.js";

// Operators whose settings were attributes and became inputs.

function listed(g: Builder, node: Node, name: string): Value | null {
  const values = attribute(node, "ints", name, null);
  return values && g.ints(values);
}

/** The attributes of integers `names` as further inputs, in this order. */
const toInputs =
  (...names: readonly string[]): Rewrite["to"] =>
  (g, node) => {
    const values = names.map((name) => listed(g, node, name));
    while (values.at(-1) === null) values.pop();
    return {
      op: node.op,
      inputs: [...node.inputs.slice(0, 1), ...values],
      attributes: without(node, ...names),
    };
  };

/** A scalar of the type of `like`. */
function scalar(g: Builder, value: number, like: Value): Value {
  const plain = /^float(16|32|64)$/.test(like.type.dtype ?? "");
  return plain ? g.scalar(value, like) : g.op("CastLike", [g.scalar(value), like]);
}

function clip(g: Builder, node: Node): Draft {
  const [x] = node.inputs as [Value];
  const [low, high] = ["min", "max"].map((name) => {
    const bound = attribute(node, "float", name, null);
    return bound === null ? null : scalar(g, bound, x);
  });
  return { op: "Clip", inputs: [x, low ?? null, high ?? null], attributes: {} };
}

function pad(g: Builder, node: Node): Draft {
  const [x] = node.inputs as [Value];
  const pads = listed(g, node, "pads");
  const value = scalar(g, attribute(node, "float", "value", 0), x);
  return { op: "Pad", inputs: [x, pads, value], attributes: without(node, "pads", "value") };
}

function topK(g: Builder, node: Node): Draft {
  const k = g.ints([attribute(node, "int", "k", 1)]);
  return { op: "TopK", inputs: [...node.inputs, k], attributes: without(node, "k") };
}

function dropout(g: Builder, node: Node): Draft {
  const ratio = g.scalar(attribute(node, "float", "ratio", 0.5));
  return { op: "Dropout", inputs: [...node.inputs, ratio], attributes: without(node, "ratio") };
}

/** Equal pieces are asked for by number from 18 on. */
function split(g: Builder, node: Node): Draft {
  const sizes = node.inputs[1] ?? listed(g, node, "split");
  const [x = null] = node.inputs;
  const attributes = without(node, "split");
  if (sizes) return { op: "Split", inputs: [x, sizes], attributes };
  return { op: "Split", inputs: [x], attributes: { ...attributes, num_outputs: int(node.outputs.length) } };
}

const axes = (before: number): readonly Rewrite[] => [{ before, to: toInputs("axes") }];

const reductions = ["L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "SumSquare"];

export const inputRewrites: Readonly<Record<string, readonly Rewrite[]>> = {
  Clip: [{ before: 11, to: clip }],
  Dropout: [{ before: 12, to: dropout }],
  Pad: [{ before: 11, to: pad }],
  Slice: [{ before: 10, to: toInputs("starts", "ends", "axes") }],
  Split: [{ before: 18, to: split }],
  Squeeze: axes(13),
  TopK: [{ before: 10, to: topK }],
  Unsqueeze: axes(13),
  ReduceSum: axes(13),
  ...Object.fromEntries(reductions.map((name) => [`Reduce${name}`, axes(18)])),
};
