import { add, ceilDiv, floorDiv, isNonNegative, max, merge, min, mul, sub, unknownDim } from "../dim.js";
import type { Dim } from "../types.js";
import { join, smallShape, take } from "./elements.js";
import { type Infer, type Inferred, inferred, type NodeView, type Shape, takes } from "./view.js";

interface Cut {
  readonly axis: number;
  readonly start: Dim;
  readonly end: Dim;
  readonly step: number;
}

/** The cuts of a Slice; `null` where they are known only at run time. */
function cutsOf(node: NodeView, rank: number): readonly Cut[] | null {
  const starts = node.list("starts", 1);
  const ends = node.list("ends", 2);
  const axes = node.axes("axes", 3);
  const steps = node.axes("steps", 4);
  if (starts === "absent" || ends === "absent") return node.fail("starts or ends are missing");
  if (!starts || !ends || !axes || !steps) return null;
  return starts.map((start, i) => ({
    axis: node.axis(axes === "absent" ? i : (axes[i] ?? i), rank),
    start,
    end: ends[i] ?? node.fail(`starts and ends are not of one length`),
    step: steps === "absent" ? 1 : (steps[i] ?? 1),
  }));
}

/**
 * The first index that a cut leaves of an axis of known size and how many: NumPy's rules, except that a cut which runs
 * backward from before the axis starts at its first element.
 */
function partOf(size: number, start: number, end: number, step: number): { first: number; length: number } {
  if (size === 0) return { first: 0, length: 0 };
  const low = step < 0 ? -1 : 0;
  const clamp = (i: number): number => Math.min(Math.max(i < 0 ? i + size : i, low), size + low);
  const first = Math.max(clamp(start), 0);
  return { first, length: Math.max(Math.ceil((clamp(end) - first) / step), 0) };
}

const spaced = (first: number, length: number, step = 1): number[] =>
  Array.from({ length }, (_, i) => first + i * step);

/** How many entries a cut leaves of an axis whose size, or whose cut, is a symbol. */
function cutSize(size: Dim, { start, end, step }: Cut): Dim {
  const whole = typeof start === "number" && typeof end === "number";
  if (step < 0) return step === -1 && whole && start === -1 && end < -(2 ** 31) + 2 ? size : unknownDim();
  const at = (index: Dim): Dim | null => {
    if (typeof index === "number" && index < 0) return max(add(size, index), 0);
    if (typeof index === "number" && index >= 2 ** 31 - 1) return size;
    return isNonNegative(index) ? min(index, size) : null;
  };
  const first = at(start);
  const last = at(end);
  return first === null || last === null ? unknownDim() : max(ceilDiv(sub(last, first), step), 0);
}

const slice: Infer = (node) => {
  const x = node.shape();
  const cuts = x && cutsOf(node, x.length);
  if (!x) return [inferred(node.dtype(), null)];
  if (!cuts) return [inferred(node.dtype(), x.map(unknownDim))];
  const shape = [...x];
  const small = smallShape(x);
  let elements = small && node.elements();
  for (const cut of cuts) {
    const { axis, start, end, step } = cut;
    const size = x[axis] as Dim;
    if (step === 0) node.fail("a step is 0");
    if (typeof size === "number" && typeof start === "number" && typeof end === "number") {
      const { first, length } = partOf(size, start, end, step);
      elements = elements && small && take(elements, small, axis, spaced(first, length, step));
      shape[axis] = length;
      if (small) small[axis] = length;
    } else {
      elements = null;
      shape[axis] = cutSize(size, cut);
    }
  }
  return [inferred(node.dtype(), shape, elements)];
};

/** The sizes of the pieces of a Split where no input or attribute gives them: as many as the node has outputs. */
function evenly(node: NodeView, size: Dim): Shape {
  const pieces = node.int("num_outputs", null);
  if (pieces === null) {
    const known = typeof size === "number" && size % node.outputs !== 0;
    if (known) node.fail(`${size} does not divide into ${node.outputs}`);
    return Array.from({ length: node.outputs }, () => floorDiv(size, node.outputs));
  }
  const chunk = ceilDiv(size, pieces);
  const last = max(sub(size, mul(chunk, pieces - 1)), 0);
  return Array.from({ length: node.outputs }, (_, i) => (i < pieces - 1 ? chunk : last));
}

const split: Infer = (node) => {
  const x = node.shape();
  const unknown = (): Inferred => inferred(node.dtype(), x ? x.map(unknownDim) : null);
  const list = node.list("split", 1);
  if (!x || !list) return Array.from({ length: node.outputs }, unknown);
  const axis = node.axis(node.int("axis", 0), x.length);
  const size = x[axis] as Dim;
  const sizes = list === "absent" ? evenly(node, size) : list;
  const total = sizes.reduce(add, 0);
  if (list !== "absent" && typeof total === "number" && typeof size === "number" && total !== size) {
    node.fail(`pieces of [${sizes}] do not make up ${size}`);
  }
  const isPiece = (length: Dim): boolean =>
    typeof length === "string" || (length >= 0 && (typeof size === "string" || length <= size));
  if (!sizes.every(isPiece)) node.fail(`pieces of [${sizes}] are not parts of ${size}`);
  const small = smallShape(x);
  const elements = small && node.elements();
  let from = 0;
  return sizes.map((length) => {
    const shape = x.map((dim, i) => (i === axis ? length : dim));
    if (!elements || typeof length !== "number") return inferred(node.dtype(), shape);
    const indices = spaced(from, length);
    from += length;
    return inferred(node.dtype(), shape, take(elements, small, axis, indices));
  });
};

const concat: Infer = (node) => {
  const parts = node.node.inputs.map((_, i) => ({ shape: node.shape(i), elements: node.elements(i) }));
  const shapes = parts.map(({ shape }) => shape).filter((shape) => shape !== null);
  const [first] = shapes;
  if (!first) return [inferred(node.dtype(), null)];
  if (shapes.some((shape) => shape.length !== first.length)) node.fail("the ranks differ");
  const axis = node.axis(node.int("axis", 1), first.length);
  const shape = first.map((_, i) => {
    const sizes = shapes.map((shape) => shape[i] as Dim);
    if (i === axis) return shapes.length < parts.length ? unknownDim() : sizes.reduce(add);
    const numbers = new Set(sizes.filter((size) => typeof size === "number"));
    if (numbers.size > 1) node.fail(`the sizes ${[...numbers].join(", ")} of axis ${i} differ`);
    return sizes.reduce(merge);
  });
  const followed = parts.some(({ elements }) => elements !== null) && smallShape(shape);
  const small = parts.map(({ shape, elements }) => ({ shape: smallShape(shape) ?? [], elements }));
  return [inferred(node.dtype(), shape, followed ? join(small, axis) : null)];
};

const pad: Infer = (node) => {
  const x = node.shape();
  if (!x) return [inferred(node.dtype(), null)];
  const pads = node.list("pads", 1);
  const axes = node.axes("axes", 3);
  if (pads === "absent") return node.fail("pads are missing");
  if (!pads || !axes) return [inferred(node.dtype(), x.map(unknownDim))];
  const padded = axes === "absent" ? x.map((_, i) => i) : axes.map((axis) => node.axis(axis, x.length));
  if (pads.length !== 2 * padded.length)
    node.fail(`pads [${pads}] are not two for each of ${padded.length} axes`);
  const shape = [...x];
  for (const [i, axis] of padded.entries()) {
    const more = add(pads[i] ?? 0, pads[i + padded.length] ?? 0);
    const size = add(x[axis] as Dim, more);
    if (typeof size === "number" && size < 0) node.fail(`pads [${pads}] take more than axis ${axis} has`);
    shape[axis] = size;
  }
  return [inferred(node.dtype(), shape)];
};

const tile: Infer = (node) => {
  const x = node.shape();
  const repeats = node.elements(1);
  if (!x || !repeats) return [inferred(node.dtype(), x ? x.map(unknownDim) : null)];
  if (repeats.length !== x.length) node.fail(`${repeats.length} repeats for a rank of ${x.length}`);
  return [
    inferred(
      node.dtype(),
      x.map((size, i) => mul(size, repeats[i] ?? 1)),
    ),
  ];
};

export const slicingOps: Record<string, Infer> = {
  Slice: takes(1, 5, slice),
  Split: takes(1, 2, split),
  Concat: takes(1, Number.POSITIVE_INFINITY, concat),
  Pad: takes(1, 4, pad),
  Tile: takes(2, 2, tile),
};
