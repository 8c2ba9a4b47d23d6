import { interleave } from "../gradient/parts/phases.js";
import { attribute, int, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { numbers } from "../graph/constants.js";
import type { Node, Value } from "../graph/types.js";
import { isWhole } from "./blocked-values.js";
import type { Around, Rewrite } from "./rewrite.js";

// What a stride spreads comes as phases that DepthToSpace puts together (gradient/parts/phases.ts), outside the blocked
// layout and slowly. What follows is therefore done on the phases where that makes the pictures to put together no larger.

export interface Phases {
  readonly stride: number;
  readonly parts: readonly Value[];
  readonly size: readonly [number, number];
}

/** The phases that a value has been put together from, or `null`. */
export function phasesOf(around: Around, value: Value): Phases | null {
  const size = value.type.shape?.slice(2);
  if (size?.length !== 2 || !size.every((each) => typeof each === "number")) return null;
  const last = around.producer(value);
  const whole = last?.op === "Slice" && startsAtZero(last) ? last.inputs[0] : value;
  const space = whole ? around.producer(whole) : undefined;
  if (space?.op !== "DepthToSpace" || attribute(space, "string", "mode", "DCR") !== "DCR") return null;
  const stride = attribute(space, "int", "blocksize", 1);
  const depth = space.inputs[0] ? around.producer(space.inputs[0]) : undefined;
  const parts = depth?.inputs.filter((part) => part !== null) ?? [];
  if (depth?.op !== "Concat" || parts.length !== stride * stride) return null;
  return { stride, parts, size: size as unknown as [number, number] };
}

const startsAtZero = ({ inputs }: Node): boolean =>
  inputs.length === 4 &&
  inputs[1]?.constant != null &&
  numbers(inputs[1].constant).every((start) => start === 0);

/** A convolution of stride 1 over phases, with fewer channels out than in: one for each pair of phases. */
export const convOverPhases: Rewrite = (node, around) => {
  const [x, w, b] = node.inputs;
  const [y] = node.outputs;
  if (node.op !== "Conv" || !x || !w || b || !y || !around.isConstant(w) || !isPlain(node)) return null;
  const phases = phasesOf(around, x);
  const [outputs, inputs, ...kernel] = w.type.shape ?? [];
  const size = y.type.shape?.slice(2);
  if (!phases || !isNumbers(size) || !isNumbers(kernel) || !isNumbers([outputs, inputs])) return null;
  if ((outputs as number) > (inputs as number)) return null;
  const { stride } = phases;
  const axes = [0, 1].map((i) => ({
    kernel: kernel[i] as number,
    pad: attribute(node, "ints", "pads", [0, 0, 0, 0])[i] ?? 0,
    from: Math.ceil((phases.size[i] as number) / stride),
    to: Math.ceil((size[i] as number) / stride),
  })) as [Axis, Axis];
  const from = phasesBetween(stride);
  // Channels are computed in blocks: where they fill none, the phases of a row go together.
  const isMerged = !isWhole(outputs) && axes.every((axis) => axis.kernel >= stride);
  const to = isMerged ? rowsOf(from, stride) : from.map((phase) => [phase]);
  const sums = to.map((group) => {
    const terms = from.flatMap((phase, i) => {
      const term = between(around.g, phases.parts[i] as Value, w, axes, stride, phase, group);
      return term ? [term] : [];
    });
    return terms.length === 0 ? null : terms.reduce((sum, term) => around.g.op("Add", [term, sum]));
  });
  if (!sums.every((sum) => sum !== null)) return null;
  return [interleave(around.g, sums, stride, size as unknown as [number, number])];
};

const phasesBetween = (stride: number): Phase[] =>
  Array.from({ length: stride * stride }, (_, i) => [Math.floor(i / stride), i % stride]);

const rowsOf = (phases: readonly Phase[], stride: number): Phase[][] =>
  Array.from({ length: stride }, (_, row) => phases.slice(row * stride, (row + 1) * stride));

/** Sums of values in phases are sums of phases. */
export const addPhases: Rewrite = ({ op, inputs }, around) => {
  const [a, b] = inputs;
  if (op !== "Add" || !a || !b) return null;
  const [p, q] = [phasesOf(around, a), phasesOf(around, b)];
  if (!p || !q || p.stride !== q.stride || String(a.type.shape) !== String(b.type.shape)) return null;
  const sums = p.parts.map((part, i) => around.g.op("Add", [part, q.parts[i] as Value]));
  return [interleave(around.g, sums, p.stride, p.size)];
};

interface Axis {
  readonly kernel: number;
  readonly pad: number;
  /** How many elements a phase has, of what goes in and of what comes out. */
  readonly from: number;
  readonly to: number;
}

type Phase = readonly [number, number];

/** What one phase of the input adds to some of the output, their channels one after the other; `null` where that is nothing. */
function between(
  g: Builder,
  x: Value,
  w: Value,
  axes: readonly [Axis, Axis],
  stride: number,
  from: Phase,
  to: readonly Phase[],
): Value | null {
  const taps = to.map((phase) =>
    axes.map((axis, i) => tapsOf(axis, stride, from[i] as number, phase[i] as number)),
  );
  if (!taps.every((pair) => pair.every((each) => each !== null))) return null;
  const spans = axes.map((_, i) => ({
    low: Math.min(0, ...taps.map((pair) => pair[i]?.low ?? 0)),
    high: Math.max(...taps.map((pair) => pair[i]?.high ?? 0)),
  }));
  const ends = axes.map(({ from, to }, i) => to - from + (spans[i]?.high ?? 0));
  const beyond = ends.map((end) => Math.max(0, -end));
  const weights = taps.map((pair) => {
    const first = pair.map((each) => each?.first ?? 0);
    const kernel = g.ints(axes.map((axis) => axis.kernel));
    const some = g.op("Slice", [w, g.ints(first), kernel, g.ints([2, 3]), g.ints([stride, stride])]);
    const before = pair.map((each, i) => (each?.low ?? 0) - (spans[i]?.low ?? 0));
    const after = pair.map((each, i) => (spans[i]?.high ?? 0) - (each?.high ?? 0) + (beyond[i] ?? 0));
    const zeros = [...before, ...after];
    if (zeros.every((count) => count === 0)) return some;
    return g.op("Pad", [some, g.ints(zeros), null, g.ints([2, 3])]);
  });
  const weight = weights.length === 1 ? (weights[0] as Value) : g.op("Concat", weights, { axis: int(0) });
  const pads = [...spans.map(({ low }) => -low), ...ends.map((end) => Math.max(0, end))];
  return g.op("Conv", [x, weight], { pads: ints(pads) });
}

/** out[m] = Σ w[first + stride·u] · in[m + low + u], m + low + u ≤ m + high. */
interface Taps {
  readonly first: number;
  readonly low: number;
  readonly high: number;
}

/** What of the kernel one phase of the output has of one phase of the input; `null` for nothing. */
function tapsOf({ kernel, pad }: Axis, stride: number, phaseIn: number, phaseOut: number): Taps | null {
  const first = (((pad + phaseIn - phaseOut) % stride) + stride) % stride;
  const count = Math.ceil((kernel - first) / stride);
  const low = (phaseOut + first - pad - phaseIn) / stride;
  return count > 0 ? { first, low, high: low + count - 1 } : null;
}

function isPlain(node: Node): boolean {
  const ones = [1, 1];
  const all = [
    ...attribute(node, "ints", "strides", ones),
    ...attribute(node, "ints", "dilations", ones),
    attribute(node, "int", "group", 1),
  ];
  return all.every((one) => one === 1) && attribute(node, "string", "auto_pad", "NOTSET") === "NOTSET";
}

const isNumbers = (sizes: readonly (number | string | undefined)[] | undefined): sizes is readonly number[] =>
  sizes?.every((size) => typeof size === "number") === true;
