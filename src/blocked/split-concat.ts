import { attribute } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Rewrite } from "./rewrite.js";

/** A concatenation that is split into its parts again. */
export const splitConcat: Rewrite = ({ op, inputs, outputs, attributes }, { producer }) => {
  const [x, sizes] = inputs;
  const concat = x ? producer(x) : undefined;
  if (op !== "Split" || concat?.op !== "Concat" || !sizes?.constant) return null;
  const axis = attribute({ op, name: "", attributes }, "int", "axis", 0);
  if (attribute(concat, "int", "axis", 0) !== axis || concat.inputs.length !== outputs.length) return null;
  const wanted = [...numbers(sizes.constant)];
  return concat.inputs.every((part, i) => part?.type.shape?.[axis] === wanted[i]) ? concat.inputs : null;
};
