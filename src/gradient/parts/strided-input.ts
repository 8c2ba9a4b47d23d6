import { int, ints } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { interleave } from "./phases.js";
import { knownPads, type Window } from "./window.js";

/** One axis of the convolution whose adjoint is wanted. */
interface Axis {
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
  readonly size: number;
  /** How many windows there are. */
  readonly count: number;
}

/** What of the turned kernel one phase of x takes: weights first, first + stride, …, over dy[m + low] … dy[m + high]. */
interface Taps {
  readonly first: number;
  readonly low: number;
  readonly high: number;
}

/**
 * ∂/∂x of y = conv(x, w) with equal strides above 1, applied to dy: [N, C, H, W]. Each phase of x is a convolution of stride 1
 * with a part of the kernel, `turned` = [C, M, …] reversed; where x has few channels all phases are one, because ONNX
 * Runtime computes channels in blocks. `null` for other windows and unknown sizes, and where a phase lies in no window.
 */
export function stridedInput(g: Builder, dy: Value, turned: Value, x: Value, window: Window): Value | null {
  const axes = [0, 1].map((i) => axisOf(dy, x, window, i));
  const [rows, columns] = axes;
  const channels = turned.type.shape?.[0];
  if (x.type.dtype !== "float32" || window.kernel.length !== 2 || typeof channels !== "number") return null;
  if (!rows || !columns || rows.stride !== columns.stride) return null;
  const { stride } = rows;
  const taps = [rows, columns].map((axis) =>
    Array.from({ length: stride }, (_, phase) => tapsOf(axis, phase)),
  );
  const [down, across] = taps as [Taps[], Taps[]];
  if (taps.flat().some((each) => each.high < each.low)) return null;
  const phases = down.flatMap((row) => across.map((column) => [row, column] as const));
  const convolved = (parts: readonly (readonly [Taps, Taps])[]): Value | null => {
    const spans = [0, 1].map((i) => spanOf(parts.map((pair) => pair[i] as Taps))) as [Taps, Taps];
    const pads = padsOf([rows, columns], spans);
    if (!pads) return null;
    const weights = parts.map((pair) => subKernel(g, turned, pair, spans, stride));
    const weight = weights.length === 1 ? (weights[0] as Value) : g.op("Concat", weights, { axis: int(0) });
    return g.op("Conv", [dy, weight], { pads: ints(pads) });
  };
  const size = [rows.size, columns.size] as const;
  if (channels < 8) {
    const all = convolved(phases);
    return all && interleave(g, [all], stride, size);
  }
  const each = phases.map((pair) => convolved([pair]));
  return each.every((phase) => phase !== null) ? interleave(g, each, stride, size) : null;
}

function axisOf(dy: Value, x: Value, window: Window, axis: number): Axis | null {
  const [size, count] = [x.type.shape?.[axis + 2], dy.type.shape?.[axis + 2]];
  const [kernel, stride, pad] = [window.kernel[axis], window.strides[axis], knownPads(window)?.[axis]];
  if (typeof size !== "number" || typeof count !== "number" || count === 0) return null;
  if (kernel === undefined || stride === undefined || pad === undefined || window.dilations[axis] !== 1)
    return null;
  return { kernel, stride, pad, size, count };
}

/** x[stride · m + phase] gets w[t] · dy[k] where stride · k + t − pad = stride · m + phase. */
function tapsOf({ kernel, stride, pad }: Axis, phase: number): Taps {
  const least = (phase + pad) % stride;
  const count = Math.ceil((kernel - least) / stride);
  const high = Math.floor((phase + pad) / stride);
  return { first: kernel - 1 - least - stride * (count - 1), low: high - count + 1, high };
}

const spanOf = (taps: readonly Taps[]): Taps => ({
  first: 0,
  low: Math.min(...taps.map(({ low }) => low)),
  high: Math.max(...taps.map(({ high }) => high)),
});

/** The padding with which a kernel over the spans gives every element of a phase; `null` where it would be negative. */
function padsOf(axes: readonly Axis[], spans: readonly Taps[]): number[] | null {
  const before = spans.map(({ low }) => -low);
  const after = axes.map(
    ({ size, stride, count }, i) => Math.ceil(size / stride) - count + (spans[i]?.high ?? 0),
  );
  const pads = [...before, ...after];
  return pads.every((pad) => pad >= 0) ? pads : null;
}

/** Every stride-th weight, from the first that the phase takes, with zeros up to the spans. */
function subKernel(
  g: Builder,
  turned: Value,
  taps: readonly [Taps, Taps],
  spans: readonly [Taps, Taps],
  stride: number,
): Value {
  const starts = g.ints(taps.map(({ first }) => first));
  const ends = g.ints((turned.type.shape ?? []).slice(2) as number[]);
  const part = g.op("Slice", [turned, starts, ends, g.ints([2, 3]), g.ints([stride, stride])]);
  const before = taps.map(({ low }, i) => low - (spans[i]?.low ?? 0));
  const after = taps.map(({ high }, i) => (spans[i]?.high ?? 0) - high);
  const around = [...before, ...after];
  if (around.every((zeros) => zeros === 0)) return part;
  return g.op("Pad", [part, g.ints(around), null, g.ints([2, 3])]);
}
