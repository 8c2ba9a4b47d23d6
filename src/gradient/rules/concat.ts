import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { noteVanishing, vanishes } from "../parts/rectified.js";
import { sizeOf, zerosLike } from "../parts/shape.js";
import type { GradRule } from "../rule.js";

export const Concat: GradRule = (g, dy, { node, inputs, outputs }) => {
  const axis = attribute(node, "int", "axis", 0);
  const known = inputs.map((input) => input?.type.shape?.at(axis));
  const sizes = known.every((size) => typeof size === "number")
    ? g.ints(known)
    : g.op(
        "Concat",
        inputs.map((input) => sizeOf(g, input as Value, axis)),
        { axis: int(0) },
      );
  const names = inputs.map((_, i) => `part_${i}`);
  const parts = g.node("Split", [dy, sizes], { axis: int(axis) }, { outputs: names });
  if (outputs[0] && vanishes(dy, outputs[0])) {
    for (const [i, part] of parts.entries()) noteVanishing(part as Value, inputs[i] as Value);
  }
  return parts;
};

export const Split: GradRule = (g, _dy, { node, outputs, dys }) => {
  const parts = outputs.includes(null) ? allParts(g, node) : outputs;
  const gradients = dys.map((dy, i) => dy ?? zerosLike(g, parts[i] as Value));
  return [g.op("Concat", gradients, { axis: int(attribute(node, "int", "axis", 0)) })];
};

/** The split once more, where an output that was left out is needed for its shape. */
function allParts(g: Builder, { inputs, outputs, attributes }: Node): readonly (Value | null)[] {
  return g.node("Split", inputs, attributes, { outputs: outputs.map((_, i) => `part_${i}`) });
}
