import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { type Scatter, scatterAdd } from "../parts/scatter-add.js";
import { positions, reshape, reshapeLike, zerosLike } from "../parts/shape.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule, Op } from "../rule.js";

/**
 * The rule of what only moves the elements of its first input, whatever its other inputs say: the positions of the
 * elements are moved the same way, and each element of dy is added where it came from.
 */
export function moved(g: Builder, dy: Value, { node, inputs }: Op): Value {
  const x = inputs[0] as Value;
  const from = g.op(node.op, [positions(g, x), ...inputs.slice(1)], node.attributes);
  const flat = (value: Value): Value => reshape(g, value, g.ints([-1]));
  return reshapeLike(g, scatterAdd(g, "ScatterElements", flat(dy), flat(from), flat(x), {}), x);
}

export const GatherND: GradRule = (g, dy, op) => [moved(g, dy, op)];

export const GatherElements: GradRule = (g, dy, { node, inputs }) => {
  const [x, indices] = inputs as [Value, Value];
  return [scatterAdd(g, "ScatterElements", dy, indices, x, node.attributes)];
};

/** TopK's values; its indices have no gradient. */
export const TopK: GradRule = (g, _dy, { node, inputs, outputs, dys }) => {
  const [values, indices] = outputs;
  if (!indices || !dys[0])
    throw unsupported(node, "its Indices output left out", `name it beside "${values?.name}"`);
  const axis = int(attribute(node, "int", "axis", -1));
  return [scatterAdd(g, "ScatterElements", dys[0], indices, inputs[0] as Value, { axis })];
};

/** `gather` reads what the scatter with the same indices wrote. */
function scattered(scatter: Scatter, gather: "GatherElements" | "GatherND"): GradRule {
  return (g, dy, { node, inputs, wanted }) => {
    const [, indices, updates] = inputs as [Value, Value, Value];
    const reduction = attribute(node, "string", "reduction", "none");
    if (reduction !== "none" && reduction !== "add") throw unsupported(node, `reduction = "${reduction}"`);
    const { reduction: _, ...attributes } = node.attributes;
    const overwritten = (): Value => g.op(scatter, [dy, indices, zerosLike(g, updates)], attributes);
    return [
      wanted[0] ? (reduction === "add" ? dy : overwritten()) : null,
      null,
      wanted[2] ? g.op(gather, [dy, indices], attributes) : null,
    ];
  };
}

/** Where two updates meet at one place without a reduction, ONNX leaves the outcome open, and so is the gradient. */
export const ScatterElements = scattered("ScatterElements", "GatherElements");
export const ScatterND = scattered("ScatterND", "GatherND");
