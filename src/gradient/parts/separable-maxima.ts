import { float, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { add, greater, mul, where } from "./arithmetic.js";
import { interleave, pick } from "./phases.js";
import type { FixedWindow } from "./window.js";

/** One axis of a pool: `size` elements, over which `count` windows slide. */
interface Axis {
  readonly size: number;
  /** At least one for each element of a phase; those that y does not have get nothing to give. */
  readonly count: number;
  readonly kernel: number;
  readonly stride: number;
  /** Before the first element, and beyond the last one as far as windows reach. */
  readonly pad: number;
  readonly beyond: number;
  /** How many elements each phase has. */
  readonly length: number;
}

/**
 * The gradient of y = max pool(x), [N, C, H, W] with whole blocks of channels: `dy` at the first maximum of each window in
 * row-major order. The first maximum lies in the first row that has the maximum, at the first column that has the
 * row's, so each axis is decided by itself: what a window has left to give stays with it until an element equals the
 * maximum. Everything is done on phases, in operators that ONNX Runtime has in its blocked layout, without indices and
 * scatter. `isRectified` says that x ≥ 0 and that nothing is asked of its zeros, so that windows without any positive element
 * give nothing: padding, which counts as 0 here, then wins nowhere. `null` where windows are of another kind.
 */
export function separableMaxima(
  g: Builder,
  dy: Value,
  x: Value,
  y: Value,
  window: FixedWindow,
  isRectified: boolean,
): Value | null {
  const channels = x.type.shape?.[1];
  const axes = [0, 1].map((i) => axisOf(x, y, window, i));
  const [rows, columns] = axes;
  if (x.type.dtype !== "float32" || x.type.shape?.length !== 4 || !rows || !columns) return null;
  if (typeof channels !== "number" || channels % 8 !== 0 || rows.stride !== columns.stride) return null;
  if (!isRectified && [0, 1].some((i) => reachesOver(x, y, window, i))) return null;
  const { stride } = rows;

  const missing = [rows, columns].map(({ count }, i) => count - Number(y.type.shape?.[i + 2]));
  const isWhole = missing.every((windows) => windows === 0);
  const rowMaxima = g.op("MaxPool", [x], {
    kernel_shape: ints([1, columns.kernel]),
    strides: ints([1, stride]),
    pads: ints([0, columns.pad, 0, columns.beyond]),
  });
  const maxima = isWhole
    ? y
    : g.op("MaxPool", [rowMaxima], {
        kernel_shape: ints([rows.kernel, 1]),
        strides: ints([stride, 1]),
        pads: ints([rows.pad, 0, rows.beyond, 0]),
      });
  const all = isWhole
    ? dy
    : pick(g, dy, { kernel: [1, 1], at: [0, 0], pads: [0, 0, missing[0] ?? 0, missing[1] ?? 0] });
  const given = isRectified ? where(g, greater(g, maxima, 0), all, 0) : all;
  const left = remainders(g, given, rows.kernel, (place) =>
    differs(
      g,
      maxima,
      pick(g, rowMaxima, {
        kernel: [rows.kernel, 1],
        at: [place, 0],
        strides: [stride, 1],
        pads: [rows.pad, 0, rows.beyond, 0],
        weight: -1,
      }),
    ),
  );
  const phases = Array.from({ length: stride }, (_, phase) => {
    const end = Math.max(0, stride * (rows.length - 1) + phase + 1 - rows.size);
    const inRow = pick(g, rowMaxima, {
      kernel: [phase + 1, 1],
      at: [phase, 0],
      strides: [stride, 1],
      pads: [0, 0, end, 0],
    });
    const dMaxima = gathered(g, left, rows, phase, 0);
    const leftInRow = remainders(g, dMaxima, columns.kernel, (place) =>
      differs(
        g,
        inRow,
        pick(g, x, {
          kernel: [phase + 1, columns.kernel],
          at: [phase, place],
          strides: [stride, stride],
          pads: [0, columns.pad, end, columns.beyond],
          weight: -1,
        }),
      ),
    );
    return Array.from({ length: stride }, (_, column) => gathered(g, leftInRow, columns, column, 1));
  });
  return interleave(g, phases.flat(), stride, [rows.size, columns.size]);
}

function axisOf(
  x: Value,
  y: Value,
  { kernel, strides, dilations, pads }: FixedWindow,
  axis: number,
): Axis | null {
  const [size, count] = [x.type.shape?.[axis + 2], y.type.shape?.[axis + 2]];
  const [k, stride, pad] = [kernel[axis], strides[axis], pads[axis]];
  if (typeof size !== "number" || typeof count !== "number" || size === 0 || count === 0) return null;
  if (k === undefined || stride === undefined || pad === undefined) return null;
  if (k < stride || (dilations[axis] !== 1 && k > 1)) return null;
  const length = Math.ceil(size / stride);
  const windows = Math.max(count, length);
  const beyond = Math.max(0, stride * (windows - 1) + k - pad - size);
  return { size, count: windows, kernel: k, stride, pad, beyond, length };
}

/** Whether some window of y has a part of the padding. */
function reachesOver(x: Value, y: Value, { kernel, strides, pads }: FixedWindow, axis: number): boolean {
  const [size, count] = [x, y].map((value) => Number(value.type.shape?.[axis + 2])) as [number, number];
  const [k = 0, stride = 0, pad = 0] = [kernel[axis], strides[axis], pads[axis]];
  return pad > 0 || stride * (count - 1) + k > size;
}

/**
 * What windows have left to give before each of their places: all of `dy` before the first, and after a place what they had
 * unless the element there is the maximum.
 */
function remainders(g: Builder, dy: Value, places: number, isOther: (place: number) => Value): Value[] {
  const left = [dy];
  for (let place = 0; place < places - 1; place++) left.push(mul(g, left[place] as Value, isOther(place)));
  return left;
}

/** 1 where max + (−element) > 0, else 0: differences below 2⁻¹²⁷ count in part. */
const differs = (g: Builder, maximum: Value, minusElement: Value): Value =>
  g.op("HardSigmoid", [add(g, minusElement, maximum)], { alpha: float(2 ** 127), beta: float(0) });

/** What the elements of a phase along an axis are given by all windows that they lie in. */
function gathered(g: Builder, left: readonly Value[], axis: Axis, phase: number, along: 0 | 1): Value {
  const terms: Value[] = [];
  for (let place = (phase + axis.pad) % axis.stride; place < axis.kernel; place += axis.stride) {
    const shift = (phase + axis.pad - place) / axis.stride;
    terms.push(shifted(g, left[place] as Value, axis, shift, along, 1));
    const rest = left[place + 1];
    if (rest) terms.push(shifted(g, rest, axis, shift, along, -1));
  }
  return terms.reduce((sum, term) => add(g, term, sum));
}

/** `weight` · value[m + shift] for m = 0 … length − 1, zeros where there is no such element. */
function shifted(g: Builder, value: Value, axis: Axis, shift: number, along: 0 | 1, weight: number): Value {
  if (shift === 0 && weight === 1 && axis.length === axis.count) return value;
  const before = Math.max(0, -shift);
  const place = Math.max(0, shift);
  const end = axis.length - axis.count - before + place;
  // A longer kernel takes away from the end what a negative padding would.
  const length = place + 1 + Math.max(0, -end);
  const after = Math.max(0, end);
  return along === 0
    ? pick(g, value, { kernel: [length, 1], at: [place, 0], pads: [before, 0, after, 0], weight })
    : pick(g, value, { kernel: [1, length], at: [0, place], pads: [0, before, 0, after], weight });
}
