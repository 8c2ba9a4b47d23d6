import { unknownDim } from "../dim.js";
import type { Dim } from "../types.js";
import { smallShape, take } from "./elements.js";
import { type Infer, inferred, type NodeView, same, takes } from "./view.js";

const gather: Infer = (node) => {
  const x = node.shape();
  const picked = node.shape(1);
  if (!x || !picked) return [inferred(node.dtype(), null)];
  if (x.length === 0) node.fail("a scalar has no axis to gather from");
  const axis = node.axis(node.int("axis", 0), x.length);
  const shape = [...x.slice(0, axis), ...picked, ...x.slice(axis + 1)];
  return [inferred(node.dtype(), shape, gathered(node, axis))];
};

function gathered(node: NodeView, axis: number): readonly Dim[] | null {
  const elements = node.elements();
  const small = smallShape(node.shape());
  const indices = node.numbers(1);
  if (!elements || !small || !indices) return null;
  const size = small[axis] as number;
  const wrong = indices.find((index) => index < -size || index >= size);
  if (wrong !== undefined) node.fail(`index ${wrong} is outside of axis ${axis}, of size ${size}`);
  return take(
    elements,
    small,
    axis,
    indices.map((index) => (index < 0 ? index + size : index)),
  );
}

const gatherND: Infer = (node) => {
  const x = node.shape();
  const indices = node.shape(1);
  const depth = indices?.at(-1);
  if (!x || !indices || typeof depth !== "number") return [inferred(node.dtype(), null)];
  const batch = node.int("batch_dims", 0);
  if (batch < 0 || batch >= indices.length) node.fail(`batch_dims ${batch} is outside of the indices`);
  if (batch + depth > x.length) node.fail(`indices of ${depth} axes are too many`);
  return [inferred(node.dtype(), [...indices.slice(0, -1), ...x.slice(batch + depth)])];
};

const compress: Infer = (node) => {
  const x = node.shape();
  const axis = node.int("axis", null);
  if (axis === null) return [inferred(node.dtype(), [unknownDim()])];
  if (!x) return [inferred(node.dtype(), null)];
  const at = node.axis(axis, x.length);
  return [
    inferred(
      node.dtype(),
      x.map((size, i) => (i === at ? unknownDim() : size)),
    ),
  ];
};

const oneHot: Infer = (node) => {
  const indices = node.shape();
  if (!indices) return [inferred(node.dtype(2), null)];
  const at = node.axis(node.int("axis", -1), indices.length + 1);
  const depth = node.elements(1)?.[0] ?? unknownDim();
  return [inferred(node.dtype(2), [...indices.slice(0, at), depth, ...indices.slice(at)])];
};

const nonZero: Infer = (node) => [inferred("int64", [node.rank() ?? unknownDim(), unknownDim()])];

const topK: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred(node.dtype(), null), inferred("int64", null)];
  const k = node.int("k", null) ?? node.elements(1)?.[0] ?? unknownDim();
  const at = node.axis(node.int("axis", -1), x.length);
  const size = x[at] as Dim;
  if (typeof k === "number" && typeof size === "number" && k > size) node.fail(`k ${k} is more than ${size}`);
  const shape = x.map((dim, i) => (i === at ? k : dim));
  return [inferred(node.dtype(), shape), inferred("int64", shape)];
};

const unique: Infer = (node) => {
  const x = node.shape();
  const axis = node.int("axis", null);
  const count = unknownDim();
  const at = axis === null || !x ? null : node.axis(axis, x.length);
  const shape = axis === null ? [count] : (x?.map((size, i) => (i === at ? count : size)) ?? null);
  const index = inferred("int64", [count]);
  return [inferred(node.dtype(), shape), index, inferred("int64", [unknownDim()]), index];
};

export const gatherOps: Record<string, Infer> = {
  Gather: takes(2, 2, gather),
  GatherElements: takes(2, 2, (node) => [inferred(node.dtype(), node.shape(1))]),
  GatherND: takes(2, 2, gatherND),
  Scatter: takes(3, 3, same),
  ScatterElements: takes(3, 3, same),
  ScatterND: takes(3, 3, same),
  TensorScatter: takes(2, 3, same),
  Compress: takes(2, 2, compress),
  OneHot: takes(3, 3, oneHot),
  NonZero: takes(1, 1, nonZero),
  NonMaxSuppression: takes(2, 5, () => [inferred("int64", [unknownDim(), 3])]),
  TopK: takes(1, 2, topK),
  Unique: takes(1, 1, unique),
};
