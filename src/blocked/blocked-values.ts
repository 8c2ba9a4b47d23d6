import { attribute } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Dim, Node, Value } from "../graph/types.js";
import type { Around } from "./rewrite.js";

/** ONNX Runtime's blocks are 8 or 16 channels, as the processor's registers are; the smaller ones are assumed. */
export const block = 8;

export const isWhole = (channels: Dim | undefined): channels is number =>
  typeof channels === "number" && channels % block === 0;

/**
 * Whether the first output of a node is in the blocked layout (NCHWc) into which ONNX Runtime brings float pictures for its
 * fast convolutions. What it does not know there makes it reorder the values before and after.
 */
export function isBlockedOutput(node: Node, around: Around): boolean {
  const { isBlocked, isConstant } = around;
  const [x, w, b] = node.inputs;
  if (node.domain !== "" || !x || !isPicture(x) || !node.outputs[0] || !isPicture(node.outputs[0])) {
    return false;
  }
  switch (node.op) {
    case "Conv":
      return w != null && isConstant(w) && (!b || isConstant(b)) && takesBlocks(node, w);
    case "MaxPool":
    case "AveragePool":
      return node.outputs.length === 1 && isWhole(x.type.shape?.[1]);
    case "Concat":
      return (
        attribute(node, "int", "axis", 0) === 1 &&
        node.inputs.every((input) => input !== null && isBlocked(input) && isWhole(input.type.shape?.[1]))
      );
    case "Add":
    case "Mul":
      return w != null && isBlocked(x) && isBlocked(w) && sameShape(x, w);
    case "Relu":
    case "Sigmoid":
    case "Tanh":
    case "HardSigmoid":
    case "GlobalAveragePool":
    case "GlobalMaxPool":
      return isBlocked(x);
    case "Clip":
      // Becomes part of the convolution before it, where nothing else reads that.
      return isBlocked(x) && around.producer(x)?.op === "Conv" && around.uses(x) === 1;
    case "Resize":
      return isBlocked(x) && isEnlarged(node);
    default:
      return false;
  }
}

const isPicture = ({ type }: Value): boolean => type.dtype === "float32" && type.shape?.length === 4;

/** Few channels go in as they are; more must be whole blocks. */
function takesBlocks(node: Node, w: Value): boolean {
  const [outputs, inputs] = w.type.shape ?? [];
  const group = attribute(node, "int", "group", 1);
  if (typeof outputs !== "number" || typeof inputs !== "number") return false;
  if (group === 1) return inputs < block || isWhole(inputs);
  if (!isWhole(outputs)) return false;
  return (inputs === 1 && outputs === group) || (isWhole(inputs) && isWhole(outputs / group));
}

/** Each element several times along rows and columns, a whole number. */
function isEnlarged(node: Node): boolean {
  const scales = node.inputs[2]?.constant;
  return (
    attribute(node, "string", "mode", "nearest") === "nearest" &&
    attribute(node, "string", "coordinate_transformation_mode", "half_pixel") === "asymmetric" &&
    attribute(node, "string", "nearest_mode", "round_prefer_floor") === "floor" &&
    scales != null &&
    numbers(scales).every((scale, axis) => Number.isInteger(scale) && (axis > 1 || scale === 1))
  );
}

const sameShape = (a: Value, b: Value): boolean =>
  a.type.shape?.every((dim, axis) => dim === b.type.shape?.[axis]) === true;
