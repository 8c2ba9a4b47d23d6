import { unknownDim } from "../dim.js";
import { type Infer, inferred, type NodeView, type Shape, takes } from "./view.js";
import { slid, unslid, windowOf } from "./window.js";

function kernelOf(node: NodeView): readonly number[] {
  return node.ints("kernel_shape", null) ?? node.fail("the attribute kernel_shape is missing");
}

function pooled(node: NodeView): Shape | null {
  const x = node.shape();
  if (!x) return null;
  if (x.length < 3) node.fail(`a rank of ${x.length} has no axis to pool over`);
  const window = windowOf(node, x.length - 2, kernelOf(node));
  return [...x.slice(0, 2), ...x.slice(2).map((size, axis) => slid(node, size, window, axis))];
}

const maxPool: Infer = (node) => {
  const shape = pooled(node);
  return [inferred(node.dtype(), shape), inferred("int64", shape)];
};

const globalPool: Infer = (node) => {
  const x = node.shape();
  if (x && x.length < 3) node.fail(`a rank of ${x.length} has no axis to pool over`);
  return [inferred(node.dtype(), x?.map((size, axis) => (axis < 2 ? size : 1)) ?? null)];
};

const maxUnpool: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred(node.dtype(), null)];
  if (node.input(2)) return [inferred(node.dtype(), node.elements(2) ?? x.map(unknownDim))];
  const window = windowOf(node, x.length - 2, kernelOf(node));
  return [
    inferred(node.dtype(), [
      ...x.slice(0, 2),
      ...x.slice(2).map((size, axis) => unslid(size, window, axis, 0)),
    ]),
  ];
};

/** Regions at input 1, one result of `sizes` for each. */
const regions =
  (sizes: (node: NodeView) => readonly number[]): Infer =>
  (node) => {
    const c = node.shape()?.[1] ?? unknownDim();
    const count = node.shape(1)?.[0] ?? unknownDim();
    return [inferred(node.dtype(), [count, c, ...sizes(node)])];
  };

export const poolingOps: Record<string, Infer> = {
  MaxPool: takes(1, 1, maxPool),
  AveragePool: takes(1, 1, (node) => [inferred(node.dtype(), pooled(node))]),
  LpPool: takes(1, 1, (node) => [inferred(node.dtype(), pooled(node))]),
  GlobalMaxPool: takes(1, 1, globalPool),
  GlobalAveragePool: takes(1, 1, globalPool),
  GlobalLpPool: takes(1, 1, globalPool),
  MaxUnpool: takes(2, 3, maxUnpool),
  MaxRoiPool: takes(
    2,
    2,
    regions((node) => node.ints("pooled_shape", [1, 1])),
  ),
  RoiAlign: takes(
    3,
    3,
    regions((node) => [node.int("output_height", 1), node.int("output_width", 1)]),
  ),
};
