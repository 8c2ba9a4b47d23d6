import { interleave } from "../gradient/parts/phases.js";
import { attribute, int } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Node, Value } from "../graph/types.js";
import type { Around, Rewrite } from "./rewrite.js";

// What a stride spreads comes as phases that DepthToSpace puts together (gradient/parts/phases.ts), outside the blocked
// layout and slowly. What follows is therefore done on the phases where that makes the pictures to put together no larger.

interface Phases {
  readonly stride: number;
  readonly parts: readonly Value[];
  readonly size: readonly [number, number];
}

/** The phases that a value has been put together from, or `null`. */
function phasesOf(around: Around, value: Value): Phases | null {
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
  const each = Array.from(
    { length: stride * stride },
    (_, i) => [Math.floor(i / stride), i % stride] as const,
  );
  const sums = each.map((to) => {
    const terms = each.flatMap((from, i) => {
      const term = between(around, phases.parts[i] as Value, w, axes, stride, from, to);
      return term ? [term] : [];
    });
    return terms.length === 0 ? null : terms.reduce((sum, term) => around.g.op("Add", [term, sum]));
  });
  if (!sums.every((sum) => sum !== null)) return null;
  return [interleave(around.g, sums, stride, size as unknown as [number, number])];
};

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

/** What one phase of the input adds to one phase of the output; `null` where that is nothing. */
function between(
  { g }: Around,
  x: Value,
  w: Value,
  axes: readonly [Axis, Axis],
  stride: number,
  from: Phase,
  to: Phase,
): Value | null {
  const taps = axes.map((axis, i) => tapsOf(axis, stride, from[i] as number, to[i] as number));
  const [rows, columns] = taps;
  if (!rows || !columns) return null;
  const starts = g.ints([rows.first, columns.first]);
  const ends = g.ints(axes.map(({ kernel }) => kernel));
  const every = g.ints([stride, stride]);
  const isAll = stride === 1;
  const some = isAll ? w : g.op("Slice", [w, starts, ends, g.ints([2, 3]), every]);
  const around = [rows.before, columns.before, rows.after, columns.after];
  const weight = around.every((zeros) => zeros === 0)
    ? some
    : g.op("Pad", [some, g.ints(around), null, g.ints([2, 3])]);
  const pads = [rows.padBefore, columns.padBefore, rows.padAfter, columns.padAfter];
  return g.op("Conv", [x, weight], { pads: { kind: "ints", value: pads }, group: int(1) });
}

interface Taps {
  /** The first weight that is taken; the others follow at the stride. */
  readonly first: number;
  /** Zeros before and after the weights, where the window begins or ends inside the picture. */
  readonly before: number;
  readonly after: number;
  readonly padBefore: number;
  readonly padAfter: number;
}

/** out[m] = Σ w[first + stride·u] · in[m + shift + u], m = 0 … to − 1, zeros around `in`. */
function tapsOf(
  { kernel, pad, from, to }: Axis,
  stride: number,
  phaseIn: number,
  phaseOut: number,
): Taps | null {
  const first = (((pad + phaseIn - phaseOut) % stride) + stride) % stride;
  const count = Math.ceil((kernel - first) / stride);
  if (count <= 0) return null;
  const shift = (phaseOut + first - pad - phaseIn) / stride;
  const before = Math.max(0, shift);
  const padBefore = Math.max(0, -shift);
  const end = to - from - padBefore + before + count - 1;
  return { first, before, after: Math.max(0, -end), padBefore, padAfter: Math.max(0, end) };
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
