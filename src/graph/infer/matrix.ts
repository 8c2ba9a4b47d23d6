import { merge, unknownDim } from "../dim.js";
import type { DType } from "../tensor.js";
import type { Dim } from "../types.js";
import { einsum } from "./einsum.js";
import { type Infer, inferred, type NodeView, type Shape, takes } from "./view.js";

const gemm: Infer = (node) => {
  const side = (i: number, transposed: boolean): readonly [Dim, Dim] => {
    const shape = node.shape(i);
    if (shape && shape.length !== 2) node.fail(`takes matrices, not a rank of ${shape.length}`);
    const [rows = unknownDim(), columns = unknownDim()] = shape ?? [];
    return transposed ? [columns, rows] : [rows, columns];
  };
  const [m, k] = side(0, node.int("transA", 0) !== 0);
  const [inner, n] = side(1, node.int("transB", 0) !== 0);
  checkInner(node, k, inner);
  const c = node.shape(2);
  if (c) {
    const whole = node.broadcast([[m, n], c]);
    if (whole && whole.length > 2) node.fail(`C [${c}] does not broadcast to [${m}, ${n}]`);
  }
  return [inferred(node.dtype(), [m, n])];
};

function checkInner(node: NodeView, a: Dim, b: Dim): void {
  if (typeof a === "number" && typeof b === "number" && a !== b) {
    node.fail(`the inner sizes ${a} and ${b} differ`);
  }
}

/** NumPy's product of stacks of matrices; a vector is a row on the left and a column on the right. */
function product(node: NodeView, a: Shape | null, b: Shape | null): Shape | null {
  if (!a || !b) return null;
  if (a.length === 0 || b.length === 0) return node.fail("a scalar has no matrix product");
  const k = a.at(-1) as Dim;
  const inner = (b.length === 1 ? b[0] : b.at(-2)) as Dim;
  checkInner(node, k, inner);
  const batch = node.broadcast([a.slice(0, -2), b.slice(0, -2)]) ?? [];
  return [...batch, ...a.slice(0, -1).slice(-1), ...(b.length === 1 ? [] : b.slice(-1))];
}

const matMul =
  (right = 1, dtype?: (node: NodeView) => DType | null): Infer =>
  (node) => [inferred(dtype ? dtype(node) : node.dtype(), product(node, node.shape(0), node.shape(right)))];

const det: Infer = (node) => {
  const x = node.shape();
  if (x && x.length < 2) node.fail("takes matrices");
  return [inferred(node.dtype(), x?.slice(0, -2) ?? null)];
};

/** X [sequence, batch, features] (batch first in layout 1); Y keeps every step, Y_h and Y_c the last. */
const recurrent: Infer = (node) => {
  const [first = unknownDim(), second = unknownDim()] = node.shape() ?? [];
  const batchFirst = node.int("layout", 0) === 1;
  const [batch, steps] = batchFirst ? [first, second] : [second, first];
  const directions = node.string("direction", "forward") === "bidirectional" ? 2 : 1;
  const recurrence = node.shape(2)?.[2] ?? unknownDim();
  const hidden = merge(node.int("hidden_size", null) ?? unknownDim(), recurrence);
  const all = batchFirst ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden];
  const last = batchFirst ? [batch, directions, hidden] : [directions, batch, hidden];
  return [all, last, last].map((shape) => inferred(node.dtype(), shape));
};

export const matrixOps: Record<string, Infer> = {
  Gemm: takes(2, 3, gemm),
  MatMul: takes(2, 2, matMul()),
  MatMulInteger: takes(
    2,
    4,
    matMul(1, () => "int32"),
  ),
  QLinearMatMul: takes(
    8,
    8,
    matMul(3, (node) => node.dtype(7)),
  ),
  Einsum: takes(1, Number.POSITIVE_INFINITY, einsum),
  Det: takes(1, 1, det),
  RNN: takes(3, 6, recurrent),
  GRU: takes(3, 6, recurrent),
  LSTM: takes(3, 8, recurrent),
};
