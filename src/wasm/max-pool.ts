import { greater, less, sub, where } from "../gradient/parts/arithmetic.js";
import { concatenated } from "../gradient/parts/concatenated.js";
import { interleave } from "../gradient/parts/phases.js";
import { isRectified, noteVanishing } from "../gradient/parts/rectified.js";
import { tiledMaxima } from "../gradient/parts/tiled-maxima.js";
import {
  at,
  attributesOf,
  type FixedWindow,
  kernelOf,
  knownPads,
  reach,
  windowOver,
} from "../gradient/parts/window.js";
import type { GradRule } from "../gradient/rule.js";
import { MaxPool as standard } from "../gradient/rules/max-pool.js";
import { Relu } from "../gradient/rules/pointwise.js";
import { attribute, int, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import type { Node, Value } from "../graph/types.js";

/**
 * The standard rule's gradient by comparisons and copies alone: in WebAssembly the depthwise convolutions that pick elements
 * in the blocked layout are slow, and so is a pool that finds indices.
 */
export const MaxPool: GradRule = (g, dy, op) => {
  const [x, y] = [op.inputs[0] as Value, op.outputs[0]];
  const window = windowOf(g, x, op.node);
  if (!y || !window) return standard(g, dy, op);
  const rectified = isRectified(g, x, op, Relu);
  // Where a ReLU stands before the pool, its mask is applied here, to what is smaller.
  const given = (): Value => (rectified ? where(g, greater(g, y, 0), dy, 0) : dy);
  const dx =
    tiledMaxima(g, dy, x, y, window, rectified) ??
    partByPart(g, given, x, y, window) ??
    firstMaxima(g, given, x, y, window);
  if (!dx) return standard(g, dy, op);
  if (rectified) noteVanishing(dx, x);
  return [dx];
};

/** The window, its padding in numbers; `null` where that is known only later or is not the standard's. */
function windowOf(g: Builder, x: Value, node: Node): FixedWindow | null {
  const kernel = kernelOf(node, null);
  const { strides, dilations } = attributesOf(node, kernel);
  const isDense = kernel.every((size, axis) => size >= at(strides, axis, 1) && at(dilations, axis, 1) === 1);
  if (attribute(node, "string", "auto_pad", "NOTSET") !== "NOTSET" && !isDense) return null;
  const window = windowOver(g, node, x, kernel);
  const pads = knownPads(window);
  return pads && { ...window, pads };
}

/** Concatenated channels are pooled part by part, so that nothing large need be split afterwards. */
function partByPart(g: Builder, dy: () => Value, x: Value, y: Value, window: FixedWindow): Value | null {
  const found = concatenated(g, x);
  if (!found || !axesOf(x, y, window)) return null;
  const { parts, sizes } = found;
  const split = (value: Value): readonly Value[] =>
    g.node(
      "Split",
      [value, g.ints(sizes)],
      { axis: int(1) },
      { outputs: parts.map(() => "part") },
    ) as Value[];
  const [dys, ys] = [split(dy()), split(y)];
  const dxs = parts.map((part, i) => firstMaxima(g, () => dys[i] as Value, part, ys[i] as Value, window));
  return dxs.every((dx) => dx !== null) ? g.op("Concat", dxs, { axis: int(1) }) : null;
}

/** One axis of a pool: `size` elements, over which `count` windows slide. */
interface Axis {
  /** Among those of a picture: 2 or 3. */
  readonly index: number;
  readonly size: number;
  readonly count: number;
  readonly stride: number;
  /** Where the places of the first window lie: before 0 and from `size` on in the padding. */
  readonly places: readonly number[];
  /** Where padding ends and how much of it windows reach over beyond the last element. */
  readonly pad: number;
  readonly beyond: number;
}

/**
 * The gradient of y = max pool(x), [N, C, H, W]: `dy` at the first maximum of each window in row-major order. That lies in the first
 * row that has the maximum, at the first column that has the row's, so each axis is decided by itself, and what comes out is
 * phases of x. `null` for other windows and unknown sizes, and where a phase lies in no window.
 */
function firstMaxima(g: Builder, dy: () => Value, x: Value, y: Value, window: FixedWindow): Value | null {
  const axes = axesOf(x, y, window);
  if (!axes) return null;
  const [rows, columns] = axes;
  const { stride } = rows;
  const rowMaxima = g.op("MaxPool", [x], {
    kernel_shape: ints([1, columns.places.length]),
    strides: ints([1, stride]),
    dilations: ints([1, window.dilations[1] ?? 1]),
    pads: ints([0, columns.pad, 0, columns.beyond]),
  });
  const toRows = shares(g, dy(), y, rows, (place) => elements(g, rowMaxima, rows, place));
  const phases = Array.from({ length: stride }, (_, row) => {
    const inRow = every(g, rowMaxima, rows, row);
    const toColumns = shares(g, gathered(g, toRows, rows, row), inRow, columns, (place) =>
      elements(g, x, columns, place, { axis: rows, phase: row }),
    );
    return Array.from({ length: stride }, (_, column) =>
      filled(g, filled(g, gathered(g, toColumns, columns, column), rows), columns),
    );
  });
  return interleave(g, phases.flat(), stride, [rows.size, columns.size]);
}

function axesOf(x: Value, y: Value, window: FixedWindow): readonly [Axis, Axis] | null {
  if (x.type.dtype !== "float32" || x.type.shape?.length !== 4) return null;
  const [rows, columns] = [0, 1].map((axis) => axisOf(x, y, window, axis));
  return rows && columns && rows.stride === columns.stride ? [rows, columns] : null;
}

function axisOf(x: Value, y: Value, window: FixedWindow, axis: number): Axis | null {
  const index = axis + 2;
  const [size, count] = [x.type.shape?.[index], y.type.shape?.[index]];
  const [kernel, stride, pad] = [window.kernel[axis], window.strides[axis], window.pads[axis]];
  if (typeof size !== "number" || typeof count !== "number" || size === 0 || count === 0) return null;
  if (kernel === undefined || stride === undefined || pad === undefined || size < stride) return null;
  const places = Array.from({ length: kernel }, (_, place) => place * (window.dilations[axis] ?? 1) - pad);
  const beyond = Math.max(0, stride * (count - 1) + reach(window, axis) - pad - size);
  const found: Axis = { index, size, count, stride, places, pad, beyond };
  const isSeen = (phase: number): boolean => places.some((place) => shiftOf(found, place, phase) !== null);
  return Array.from({ length: stride }, (_, phase) => phase).every(isSeen) ? found : null;
}

/** How many elements a phase has; the first one has most. */
const lengthOf = ({ size, stride }: Axis, phase: number): number => Math.ceil((size - phase) / stride);

/** Of which element of a phase the first window has this place; `null` where no window has it on any element of the phase. */
function shiftOf(axis: Axis, place: number, phase: number): number | null {
  const shift = (place - phase) / axis.stride;
  return Number.isInteger(shift) && shift + axis.count > 0 && shift < lengthOf(axis, phase) ? shift : null;
}

/** The elements of a phase along an axis. */
const every = (g: Builder, value: Value, { index, size, stride }: Axis, phase: number): Value =>
  stride === 1
    ? value
    : g.op("Slice", [value, g.ints([phase]), g.ints([size]), g.ints([index]), g.ints([stride])]);

/**
 * The element at a place of each window, in one phase of another axis; the padding has less than any other. `null` where all
 * of it is padding.
 */
function elements(
  g: Builder,
  value: Value,
  { index, size, count, stride }: Axis,
  place: number,
  other: { readonly axis: Axis; readonly phase: number } | null = null,
): Value | null {
  const first = Math.max(0, Math.ceil(-place / stride));
  const end = Math.min(count, Math.floor((size - 1 - place) / stride) + 1);
  if (end <= first) return null;
  const cuts = [{ index, start: place + stride * first, end: place + stride * (end - 1) + 1 }];
  if (other) cuts.unshift({ index: other.axis.index, start: other.phase, end: other.axis.size });
  const picked = g.op("Slice", [
    value,
    g.ints(cuts.map(({ start }) => start)),
    g.ints(cuts.map(({ end }) => end)),
    g.ints(cuts.map(({ index }) => index)),
    g.ints(cuts.map(() => stride)),
  ]);
  return padded(g, picked, index, first, count - end, -Infinity);
}

/**
 * What each place of the windows is given of `dy`: all of it at the first that is not less than the maximum. The last place takes
 * what is left. `null` for padding.
 */
function shares(
  g: Builder,
  dy: Value,
  maximum: Value,
  { places }: Axis,
  elementAt: (place: number) => Value | null,
): readonly (Value | null)[] {
  let left = dy;
  return places.map((place, i) => {
    if (i === places.length - 1) return left;
    const element = elementAt(place);
    if (!element) return null;
    const rest = where(g, less(g, element, maximum), left, 0);
    const given = sub(g, left, rest);
    left = rest;
    return given;
  });
}

/** What the elements of a phase along an axis are given by all windows that they lie in. */
function gathered(g: Builder, given: readonly (Value | null)[], axis: Axis, phase: number): Value {
  const length = lengthOf(axis, phase);
  const terms = axis.places.flatMap((place, i) => {
    const [share, shift] = [given[i], shiftOf(axis, place, phase)];
    if (!share || shift === null) return [];
    return [padded(g, share, axis.index, shift, length - axis.count - shift, 0)];
  });
  return terms.reduce((sum, term) => g.op("Add", [sum, term]));
}

/** A phase with zeros up to the length of the longest. */
function filled(g: Builder, value: Value, axis: Axis): Value {
  const missing = lengthOf(axis, 0) - Number(value.type.shape?.[axis.index]);
  return padded(g, value, axis.index, 0, missing, 0);
}

/** `value` with so many more elements before and after it along an axis, or less where that is negative. */
function padded(
  g: Builder,
  value: Value,
  index: number,
  before: number,
  after: number,
  filling: number,
): Value {
  if (before === 0 && after === 0) return value;
  return g.op("Pad", [value, g.ints([before, after]), g.scalar(filling), g.ints([index])]);
}
