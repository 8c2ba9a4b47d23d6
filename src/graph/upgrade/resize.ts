import { attribute, string } from "../attributes.js";
import type { Builder } from "../builder.js";
import { numbers } from "../constants.js";
import type { Node, Value } from "../types.js";
import { type Draft, type Rewrite, without } from "./rewrite.js";

/** Before 11, sizes were scaled from the corner. */
const resized = (node: Node, x: Value | null, scales: Value | null, nearest: "floor" | "ceil"): Draft => {
  const fromCorner = { coordinate_transformation_mode: string("asymmetric"), nearest_mode: string(nearest) };
  return {
    op: "Resize",
    inputs: [x, null, scales],
    attributes: { ...without(node, "scales"), ...fromCorner },
  };
};

function upsample(g: Builder, node: Node): Draft {
  const [x = null, scales] = node.inputs;
  const own = attribute(node, "floats", "scales", null);
  return resized(node, x, scales ?? (own && g.floats(own)), "floor");
}

/** The nearest pixel was the one before where an axis grew and the one behind where it shrank: two steps, then. */
function firstResize(g: Builder, node: Node): Draft {
  const [x, scales] = node.inputs as [Value, Value];
  const known = scales.constant && [...numbers(scales.constant)];
  const linear = attribute(node, "string", "mode", "nearest") !== "nearest";
  if (linear || known?.every((scale) => scale >= 1)) return resized(node, x, scales, "floor");
  if (known?.every((scale) => scale <= 1)) return resized(node, x, scales, "ceil");
  const one = g.scalar(1);
  const grown = resized(node, x, g.op("Max", [scales, one]), "floor");
  const between = g.op(grown.op, grown.inputs, grown.attributes);
  return resized(node, between, g.op("Min", [scales, one]), "ceil");
}

/** Inputs that are not used were empty tensors before they could be left out. */
function withoutEmpty(_: Builder, node: Node): Draft {
  const isEmpty = (input: Value | null): boolean => input?.type.shape?.includes(0) ?? false;
  const inputs = node.inputs.map((input) => (isEmpty(input) ? null : input));
  while (inputs.at(-1) === null) inputs.pop();
  return { op: "Resize", inputs, attributes: node.attributes };
}

export const resizeRewrites: Readonly<Record<string, readonly Rewrite[]>> = {
  Upsample: [{ before: 10, to: upsample }],
  Resize: [
    { before: 11, to: firstResize },
    { before: 18, to: withoutEmpty },
  ],
};
