import { attribute } from "../attributes.js";
import { constantValue, elementsConstant, intConstant } from "../constants.js";
import { elementCount } from "../tensor.js";
import type { Dim, Node, Value } from "../types.js";

/** The constant that stands for an output whose content is known; `null` where that is not so. */
export function known(value: Value): Value | null {
  const { dtype, shape } = value.type;
  const { elements } = value;
  if (value.constant || !elements || !dtype || !shape) return null;
  if (!isNumbers(elements) || !isNumbers(shape)) return null;
  // Beyond 2⁵³ neighboring integers are one number.
  if (!elements.every((element) => Math.abs(element) <= Number.MAX_SAFE_INTEGER)) return null;
  if (elementCount(shape) !== elements.length) return null;
  const constant = elementsConstant(elements, shape, dtype);
  return constant && constantValue(constant, value.name);
}

const isNumbers = (dims: readonly Dim[]): dims is readonly number[] =>
  dims.every((dim) => typeof dim === "number");

/**
 * A Reshape whose target is computed, as one with a constant target, where at most one size is neither a number nor
 * copied from the input: 0 copies, −1 stands for what is left.
 */
export function fixedReshape(node: Node): Node {
  const [x, target] = node.inputs;
  const sizes = target?.elements;
  if (node.op !== "Reshape" || node.domain !== "" || !x || !target || target.constant || !sizes) return node;
  const zeros = attribute(node, "int", "allowzero", 0) !== 0;
  const spelled = sizes.map((size, axis) => {
    if (typeof size === "number") return size;
    return !zeros && size === x.type.shape?.[axis] ? 0 : -1;
  });
  const open = spelled.filter((size) => size === -1).length;
  if (open > 1 || (zeros && open > 0)) return node;
  return { ...node, inputs: [x, constantValue(intConstant(spelled), target.name)] };
}
