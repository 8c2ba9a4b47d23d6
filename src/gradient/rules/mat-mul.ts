import { ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Node, Value } from "../../graph/types.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule } from "../rule.js";

/** dA = dY · Bᵀ and dB = Aᵀ · dY, a vector being a row on the left and a column on the right. */
export const MatMul: GradRule = (g, dy, { node, inputs, wanted }) => {
  const [a, b] = inputs as [Value, Value];
  const [row, column] = [rankOf(a, node) === 1, rankOf(b, node) === 1];
  const matrix = (value: Value, axis: number | null): Value =>
    axis === null ? value : g.op("Unsqueeze", [value, g.ints([axis])]);
  const vector = (value: Value, axis: number | null): Value =>
    axis === null ? value : g.op("Squeeze", [value, g.ints([axis])]);
  const [rowAxis, columnAxis] = [row ? -2 : null, column ? -1 : null];
  // The column first: a product of two vectors has no axis −2 before.
  const dY = matrix(matrix(dy, columnAxis), rowAxis);
  const [A, B] = [matrix(a, row ? 0 : null), matrix(b, column ? 1 : null)];
  return [
    wanted[0] ? vector(g.op("MatMul", [dY, transpose(g, B, rankOf(b, node))]), rowAxis) : null,
    wanted[1] ? vector(g.op("MatMul", [transpose(g, A, rankOf(a, node)), dY]), columnAxis) : null,
  ];
};

function rankOf(value: Value, node: Node): number {
  const shape = value.type.shape;
  if (!shape) throw unsupported(node, `an input "${value.name}" of unknown rank`);
  return shape.length;
}

/** The last two axes exchanged; a vector has become a matrix. */
function transpose(g: Builder, x: Value, rank: number): Value {
  const order = Array.from({ length: Math.max(rank, 2) }, (_, i) => i);
  const perm = [...order.slice(0, -2), order.length - 1, order.length - 2];
  return g.op("Transpose", [x], { perm: ints(perm) });
}
