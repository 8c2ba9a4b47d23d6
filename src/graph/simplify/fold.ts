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
 * A Reshape or an Expand whose target is computed, as one with a constant target, where that says the same. In that of a
 * Reshape 0 copies a size of the input and −1, once, stands for what is left; in that of an Expand 1 keeps a size.
 */
export function fixedTarget(node: Node): Node {
  const [x, target] = node.inputs;
  const sizes = target?.elements;
  if (node.domain !== "" || !x || !target || target.constant || !sizes) return node;
  const spelled =
    node.op === "Reshape" ? reshaped(node, x, sizes) : node.op === "Expand" ? expanded(x, sizes) : null;
  return spelled ? { ...node, inputs: [x, constantValue(intConstant(spelled), target.name)] } : node;
}

function reshaped(node: Node, x: Value, sizes: readonly Dim[]): readonly number[] | null {
  const zeros = attribute(node, "int", "allowzero", 0) !== 0;
  const spelled = sizes.map((size, axis) => {
    if (typeof size === "number") return size;
    return !zeros && size === x.type.shape?.[axis] ? 0 : -1;
  });
  const open = spelled.filter((size) => size === -1).length;
  return open > 1 || (zeros && open > 0) ? null : spelled;
}

function expanded({ type: { shape } }: Value, sizes: readonly Dim[]): readonly number[] | null {
  if (!shape) return null;
  const added = sizes.length - shape.length;
  const copied = (size: Dim, axis: number): boolean =>
    typeof size === "string" && size === shape[axis - added];
  const spelled = sizes.map((size, axis) => (copied(size, axis) ? 1 : size));
  return isNumbers(spelled) ? spelled : null;
}
