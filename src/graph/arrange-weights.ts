import { attribute } from "./attributes.js";
import { constantValue, numbers } from "./constants.js";
import { reads, replaceCaptured } from "./live.js";
import { Copier, rowMajor, type Strided } from "./strided.js";
import { elementCount } from "./tensor.js";
import type { Graph, Node, Value } from "./types.js";

/** A weight made of parts of others, each put at a place of its own; zeros between. */
interface Arranged {
  readonly dims: readonly number[];
  readonly parts: readonly { readonly view: Strided; readonly at: readonly number[] }[];
}

/**
 * The graph with the weights that others only have to be cut, turned and put together for (Slice, Transpose, Pad, Concat)
 * as constants in `bytes`, memory of the kind that `source` is in: a runtime would take a node, and memory that it has never
 * touched, for each of the steps. `null` where there are none.
 */
export function arrangeWeights(
  graph: Graph,
  source: Uint8Array,
): { readonly graph: Graph; readonly bytes: Uint8Array | null } {
  const arranged = new Map<Value, Arranged>();
  const outputs = new Set(graph.outputs);
  const kept = graph.nodes.filter((node) => {
    const [value] = node.outputs;
    const weight = value && !outputs.has(value) ? arrange(node, arranged) : null;
    if (!value || !weight) return true;
    arranged.set(value, weight);
    return false;
  });
  const read = [...new Set(kept.flatMap(reads))].filter((value) => arranged.has(value));
  if (read.length === 0) return { graph, bytes: null };

  const weights = read.map((value) => arranged.get(value) as Arranged);
  const length = weights.reduce((sum, { dims }) => sum + elementCount(dims), 0);
  const Memory = source.buffer.constructor as new (bytes: number) => ArrayBuffer;
  const words = new Int32Array(new Memory(4 * length));
  const copier = new Copier();
  const now = new Map<Value, Value>();
  let offset = 0;
  for (const [i, { dims, parts }] of weights.entries()) {
    const strides = rowMajor(dims);
    for (const { view, at } of parts) {
      const begin = at.reduce((sum, place, axis) => sum + place * (strides[axis] ?? 0), offset);
      copier.copy(view, words, strides, begin);
    }
    const count = elementCount(dims);
    const bytes = new Uint8Array(words.buffer, 4 * offset, 4 * count);
    const { name } = read[i] as Value;
    now.set(read[i] as Value, constantValue({ dtype: "float32", dims, bytes, strings: null }, name));
    offset += count;
  }
  const nodes = kept.map((node) => ({
    ...node,
    inputs: node.inputs.map((input) => input && (now.get(input) ?? input)),
    attributes: replaceCaptured(node.attributes, now),
  }));
  return { graph: { ...graph, nodes }, bytes: new Uint8Array(words.buffer) };
}

/** What a node makes of weights; `null` where it does something else, or to something else. */
function arrange(node: Node, arranged: ReadonlyMap<Value, Arranged>): Arranged | null {
  if (node.domain !== "") return null;
  const weight = (value: Value | null | undefined): Arranged | null =>
    value ? (arranged.get(value) ?? whole(value)) : null;
  const [x] = node.inputs;
  switch (node.op) {
    case "Slice":
    case "Transpose": {
      const from = weight(x);
      const view = from && viewOf(from);
      const next = view && (node.op === "Slice" ? sliced(view, node) : transposed(view, node));
      return next && { dims: next.dims, parts: [{ view: next, at: next.dims.map(() => 0) }] };
    }
    case "Pad": {
      const from = weight(x);
      return from && padded(from, node);
    }
    case "Concat": {
      const parts = node.inputs.map(weight);
      return parts.every((part) => part !== null) ? joined(parts, node) : null;
    }
    default:
      return null;
  }
}

function whole({ constant }: Value): Arranged | null {
  if (constant?.dtype !== "float32" || constant.stored) return null;
  const { dims, bytes } = constant;
  return {
    dims,
    parts: [{ view: { bytes, dims, strides: rowMajor(dims), offset: 0 }, at: dims.map(() => 0) }],
  };
}

/** The one view that a weight is. */
function viewOf({ dims, parts }: Arranged): Strided | null {
  const [first] = parts;
  return parts.length === 1 && first && String(first.view.dims) === String(dims) ? first.view : null;
}

const list = (value: Value | null | undefined): number[] | null =>
  value?.constant ? [...numbers(value.constant)] : null;

function sliced({ bytes, dims, strides, offset }: Strided, { inputs, outputs }: Node): Strided | null {
  const starts = list(inputs[1]);
  const axes = inputs[3] ? list(inputs[3]) : (starts?.map((_, axis) => axis) ?? null);
  const steps = inputs[4] ? list(inputs[4]) : (starts?.map(() => 1) ?? null);
  const shape = outputs[0]?.type.shape;
  if (!starts || !axes || !steps || !isWhole(shape)) return null;
  const stepped = [...strides];
  let begin = offset;
  for (const [i, start] of starts.entries()) {
    const axis = ((axes[i] ?? 0) + dims.length) % dims.length;
    const [size, stride, step] = [dims[axis] ?? 0, strides[axis] ?? 0, steps[i] ?? 1];
    const from = start < 0 ? start + size : start;
    begin += stride * Math.min(Math.max(from, 0), size - (step < 0 ? 1 : 0));
    stepped[axis] = stride * step;
  }
  return { bytes, dims: shape, strides: stepped, offset: begin };
}

const isWhole = (shape: Value["type"]["shape"] | undefined): shape is readonly number[] =>
  shape?.every((size) => typeof size === "number" && size > 0) === true;

function transposed(view: Strided, node: Node): Strided | null {
  const reversed = view.dims.map((_, axis) => view.dims.length - 1 - axis);
  const order = attribute(node, "ints", "perm", reversed);
  const [dims, strides] = [view.dims, view.strides].map((each) => order.map((axis) => each[axis] ?? 0));
  return dims && strides ? { ...view, dims, strides } : null;
}

function padded({ dims, parts }: Arranged, node: Node): Arranged | null {
  const pads = list(node.inputs[1]);
  const axes = node.inputs[3] ? list(node.inputs[3]) : dims.map((_, axis) => axis);
  const isZero = attribute(node, "string", "mode", "constant") === "constant" && !node.inputs[2];
  const shape = node.outputs[0]?.type.shape;
  if (!pads || !axes || !isZero || !isWhole(shape) || pads.some((pad) => pad < 0)) return null;
  const before = dims.map((_, axis) => {
    const i = axes.findIndex((each) => (each + dims.length) % dims.length === axis);
    return i < 0 ? 0 : (pads[i] ?? 0);
  });
  return { dims: shape, parts: moved(parts, before) };
}

function joined(weights: readonly Arranged[], node: Node): Arranged | null {
  const shape = node.outputs[0]?.type.shape;
  if (!isWhole(shape)) return null;
  const axis = (attribute(node, "int", "axis", 0) + shape.length) % shape.length;
  let end = 0;
  const parts = weights.flatMap((weight) => {
    const before = shape.map((_, i) => (i === axis ? end : 0));
    end += weight.dims[axis] ?? 0;
    return moved(weight.parts, before);
  });
  return { dims: shape, parts };
}

const moved = (parts: Arranged["parts"], by: readonly number[]): Arranged["parts"] =>
  parts.map(({ view, at }) => ({ view, at: at.map((place, axis) => place + (by[axis] ?? 0)) }));
