import type { Around, Rewrite } from "../blocked/rewrite.js";
import { numbers } from "../graph/constants.js";
import type { Value } from "../graph/types.js";

/**
 * dy where y > 0, or where 0 < y < 6, and 0 elsewhere, for y that is nowhere negative, as a product with Sign: Where takes
 * several times as long, and HardSigmoid does where its input has both signs. It is taken where `dy` is a sum of products alone,
 * because 0 · ∞ would not be 0.
 */
export const mask: Rewrite = ({ op, inputs }, around) => {
  const [condition, dy, zero] = inputs;
  if (op !== "Where" || !condition || !dy || !zero || scalar(zero) !== 0) return null;
  const { g } = around;
  const node = around.producer(condition);
  const [y, than] = node?.inputs ?? [];
  if (!y || !than || y.type.dtype !== "float32" || String(dy.type.shape) !== String(y.type.shape))
    return null;
  if (!isNowhereNegative(around, y) || !around.isLinear(dy)) return null;
  if (node?.op === "Greater" && scalar(than) === 0) return [g.op("Mul", [dy, g.op("Sign", [y])])];
  const given = node?.op === "Less" && scalar(than) === 6 ? unmasked(around, y, dy) : null;
  // Neither factor is rounded to 0, nor to 6 where it is not.
  return given && [g.op("Mul", [given, g.op("Sign", [g.op("Mul", [y, g.op("Sub", [than, y])])])])];
};

/** What y > 0 has been a mask of, or `null`. */
function unmasked({ producer }: Around, y: Value, dy: Value): Value | null {
  const product = producer(dy);
  const [given, sign] = product?.inputs ?? [];
  const step = sign ? producer(sign) : undefined;
  return product?.op === "Mul" && given && step?.op === "Sign" && step.inputs[0] === y ? given : null;
}

/** Whether y comes out of a ReLU, by way of operators that choose among its elements. */
function isNowhereNegative(around: Around, y: Value): boolean {
  const node = around.producer(y);
  if (node?.domain !== "") return false;
  switch (node.op) {
    case "Relu":
      return true;
    case "Clip":
      return node.inputs[1] != null && (scalar(node.inputs[1]) ?? -1) >= 0;
    case "MaxPool":
    case "Split":
      return node.inputs[0] != null && isNowhereNegative(around, node.inputs[0]);
    case "Concat":
      return node.inputs.every((input) => input !== null && isNowhereNegative(around, input));
    default:
      return false;
  }
}

const scalar = ({ constant }: Value): number | null =>
  constant?.dims.length === 0 ? (numbers(constant)[0] ?? null) : null;
