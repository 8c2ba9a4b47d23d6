import { RegardError } from "../../errors.js";
import { attribute, string } from "../attributes.js";
import type { Builder } from "../builder.js";
import { labelOf } from "../label.js";
import type { Node, Value } from "../types.js";
import { type Draft, type Rewrite, without } from "./rewrite.js";

/** Training wrote its statistics to further outputs; `spatial` 0 normalized every activation on its own. */
function batchNormalization(g: Builder, node: Node): Draft {
  if (node.outputs.slice(1).some((output) => output !== null)) {
    throw refused(node, "is in training mode; export the model for inference");
  }
  const outputs = node.outputs.slice(0, 1);
  if (attribute(node, "int", "spatial", 1) !== 0) {
    return { op: node.op, inputs: node.inputs, outputs, attributes: without(node, "spatial") };
  }
  const [x, scale, bias, mean, variance] = node.inputs as [Value, Value, Value, Value, Value];
  const epsilon = g.scalar(attribute(node, "float", "epsilon", 1e-5), x);
  const deviation = g.op("Sqrt", [g.op("Add", [variance, epsilon])]);
  const normalized = g.op("Div", [g.op("Sub", [x, mean]), deviation]);
  return { op: "Add", inputs: [g.op("Mul", [normalized, scale]), bias], outputs, attributes: {} };
}

const roiAlign = (_: Builder, node: Node): Draft => ({
  op: "RoiAlign",
  inputs: node.inputs,
  attributes: { ...node.attributes, coordinate_transformation_mode: string("output_half_pixel") },
});

const scatter = (_: Builder, { inputs, attributes }: Node): Draft => ({
  op: "ScatterElements",
  inputs,
  attributes,
});

function scan(_: Builder, node: Node): Draft {
  throw refused(node, "had another form before opset 9; export the model with a newer opset");
}

function refused(node: Node, reason: string): RegardError {
  return new RegardError("model", `operator ${node.op} (node "${labelOf(node)}") ${reason}`);
}

export const otherRewrites: Readonly<Record<string, readonly Rewrite[]>> = {
  BatchNormalization: [{ before: 14, to: batchNormalization }],
  RoiAlign: [{ before: 16, to: roiAlign }],
  Scan: [{ before: 9, to: scan }],
  Scatter: [{ before: 11, to: scatter }],
};
