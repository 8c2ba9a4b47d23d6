import { floorDiv, isUnknown, merge, product, unknownDim } from "../dim.js";
import type { Dim } from "../types.js";
import { elementLimit, permute, smallShape, stretch } from "./elements.js";
import { type Infer, inferred, type NodeView, type Shape, takes } from "./view.js";

const shapeOf: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred("int64", [unknownDim()])];
  const part = x.slice(node.int("start", 0), node.int("end", x.length));
  return [inferred("int64", [part.length], part)];
};

const sizeOf: Infer = (node) => {
  const x = node.shape();
  return [inferred("int64", [], x && [product(x)])];
};

/** A value with other axes but the same elements in the same order. */
const reshaped = (node: NodeView, shape: Shape | null): ReturnType<Infer> => [
  inferred(node.dtype(), shape, node.elements()),
];

/** The shape that input `i` spells; unknown sizes where only its length is known. */
function spelled(node: NodeView, i: number): Shape | null {
  const elements = node.list("shape", i);
  if (elements && elements !== "absent") {
    return elements.map((element) => (isUnknown(element) ? unknownDim() : element));
  }
  const length = node.shape(i)?.[0];
  return typeof length === "number" && length <= elementLimit
    ? Array.from({ length }, () => unknownDim())
    : null;
}

const reshape: Infer = (node) => {
  const x = node.shape();
  const spelling = spelled(node, 1);
  if (!spelling) return reshaped(node, null);
  const copies = node.int("allowzero", 0) === 0;
  const known = spelling.map((size, axis) => {
    if (size !== 0 || !copies) return size;
    if (x && axis >= x.length) return node.fail(`a 0 at axis ${axis} copies a size that the input lacks`);
    return x?.[axis] ?? unknownDim();
  });
  if (known.some((size) => typeof size === "number" && size < -1)) node.fail(`[${spelling}] is not a shape`);
  const holes = known.filter((size) => size === -1).length;
  if (holes > 1) node.fail(`[${spelling}] leaves more than one size open`);
  const rest = product(known.filter((size) => size !== -1));
  const total = x ? product(x) : unknownDim();
  if (typeof total === "number" && typeof rest === "number") {
    const fits = holes === 0 ? total === rest : rest !== 0 && total % rest === 0;
    if (!fits) node.fail(`${total} elements do not fill the shape [${spelling}]`);
  }
  const open = isUnknown(total) || isUnknown(rest) ? unknownDim() : floorDiv(total, rest);
  return reshaped(
    node,
    known.map((size) => (size === -1 ? open : size)),
  );
};

const flatten: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred(node.dtype(), [unknownDim(), unknownDim()])];
  const axis = node.int("axis", 1);
  if (axis < -x.length || axis > x.length) node.fail(`axis ${axis} is outside of a rank of ${x.length}`);
  const at = axis < 0 ? axis + x.length : axis;
  return reshaped(node, [product(x.slice(0, at)), product(x.slice(at))]);
};

const squeeze: Infer = (node) => {
  const x = node.shape();
  const axes = node.axes("axes", 1);
  if (!x || axes === null) return reshaped(node, null);
  if (axes === "absent") {
    const sure = x.every((size) => typeof size === "number");
    return reshaped(node, sure ? x.filter((size) => size !== 1) : null);
  }
  const gone = new Set(axes.map((axis) => node.axis(axis, x.length)));
  for (const axis of gone) {
    const size = x[axis];
    if (typeof size === "number" && size !== 1) node.fail(`axis ${axis} has size ${size}, not 1`);
  }
  return reshaped(
    node,
    x.filter((_, axis) => !gone.has(axis)),
  );
};

const unsqueeze: Infer = (node) => {
  const x = node.shape();
  const axes = node.axes("axes", 1);
  if (axes === "absent") return node.fail("axes are missing");
  if (!x || axes === null) return reshaped(node, null);
  const rank = x.length + axes.length;
  const fresh = new Set(axes.map((axis) => node.axis(axis, rank)));
  if (fresh.size !== axes.length) node.fail(`axes [${axes}] name one twice`);
  const old = [...x];
  return reshaped(
    node,
    Array.from({ length: rank }, (_, i) => (fresh.has(i) ? 1 : (old.shift() as Dim))),
  );
};

const transpose: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred(node.dtype(), null)];
  const perm = node.ints("perm", null) ?? x.map((_, i) => x.length - 1 - i);
  const sorted = [...perm].sort((a, b) => a - b);
  if (perm.length !== x.length || sorted.some((axis, i) => axis !== i)) {
    node.fail(`perm [${perm}] does not order the axes of a rank of ${x.length}`);
  }
  const elements = node.elements();
  const own = smallShape(x);
  const shape = perm.map((axis) => x[axis] as Dim);
  return [inferred(node.dtype(), shape, elements && own && permute(elements, own, perm))];
};

const expand: Infer = (node) => {
  const x = node.shape();
  const to = spelled(node, 1);
  if (!x || !to) return [inferred(node.dtype(), null)];
  const shape = node.broadcast([x, to]);
  const elements = node.elements();
  const from = smallShape(x);
  const small = smallShape(shape);
  return [inferred(node.dtype(), shape, elements && from && small && stretch(elements, from, small))];
};

const identity: Infer = (node) => {
  const input = node.input(0);
  return [input && { type: input.type, elements: node.elements() }];
};

/** What is known of a value that comes from two places, such as the branches of If. */
export function either(a: Shape | null, b: Shape | null): Shape | null {
  return a && b && a.length === b.length ? a.map((size, i) => (size === b[i] ? size : unknownDim())) : null;
}

/** What two sources know of one shape, number before symbol; the first where they contradict each other. */
export function both(a: Shape | null, b: Shape | null): Shape | null {
  return a && b && a.length === b.length ? a.map((size, i) => merge(size, b[i] ?? size)) : (a ?? b);
}

export const shapeOps: Record<string, Infer> = {
  Shape: takes(1, 1, shapeOf),
  Size: takes(1, 1, sizeOf),
  Reshape: takes(1, 2, reshape),
  Flatten: takes(1, 1, flatten),
  Squeeze: takes(1, 2, squeeze),
  Unsqueeze: takes(1, 2, unsqueeze),
  Transpose: takes(1, 1, transpose),
  Expand: takes(2, 2, expand),
  Identity: takes(1, 1, identity),
};
