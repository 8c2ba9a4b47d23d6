import { type Phases, phasesOf } from "../blocked/phased.js";
import type { Around, Rewrite } from "../blocked/rewrite.js";
import { attribute, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import { numbers } from "../graph/constants.js";
import type { Node, Value } from "../graph/types.js";

/**
 * A ConvTranspose of what has been put together from phases, as a sum of one for each phase with as many times its stride: a
 * transpose spreads its input anyhow, where DepthToSpace would take longer than all that made the phases.
 */
export const transposeOverPhases: Rewrite = (node, around) => {
  const [x, w, b] = node.inputs;
  const [y] = node.outputs;
  if (node.op !== "ConvTranspose" || !x || !w || b || !y || !isPlain(node)) return null;
  const [inputs, outputs] = w.type.shape ?? [];
  // Each phase has a product of matrices of its own, and its own margins.
  if (typeof inputs !== "number" || typeof outputs !== "number" || 2 * outputs > inputs) return null;
  const phases = phasesOf(around, x);
  const size = y.type.shape?.slice(2);
  if (!phases || !size?.every((each) => typeof each === "number")) return null;
  const { g } = around;
  const strides = attribute(node, "ints", "strides", [1, 1]);
  const wide = { ...node.attributes, strides: ints(strides.map((stride) => stride * phases.stride)) };
  const terms = phases.parts.flatMap((part, i) => {
    const phase = [Math.floor(i / phases.stride), i % phases.stride] as const;
    const dense = exact(around, part, phases, phase);
    if (!dense) return [];
    const spread = g.op("ConvTranspose", [dense, w], wide);
    const before = phase.map((each, axis) => each * (strides[axis] ?? 1));
    return [placed(g, spread, before, size as readonly number[])];
  });
  return [terms.reduce((sum, term) => g.op("Add", [sum, term]))];
};

/** The elements of a phase that the whole has, without those that only make phases alike; `null` where it has none. */
function exact(
  around: Around,
  part: Value,
  { stride, size }: Phases,
  phase: readonly number[],
): Value | null {
  const wanted = size.map((each, axis) => Math.ceil((each - (phase[axis] ?? 0)) / stride));
  if (wanted.some((each) => each === 0)) return null;
  const has = (value: Value): boolean => wanted.every((each, axis) => value.type.shape?.[axis + 2] === each);
  let value: Value | null = part;
  while (value && !has(value)) value = unfilled(around, value);
  if (value) return value;
  return around.g.op("Slice", [part, around.g.ints([0, 0]), around.g.ints(wanted), around.g.ints([2, 3])]);
}

/** What zeros have been added behind, or `null`. */
function unfilled({ producer }: Around, value: Value): Value | null {
  const node = producer(value);
  const [inside = null, amounts, zero] = node?.inputs ?? [];
  if (node?.op !== "Pad" || !amounts?.constant || (zero?.constant && numbers(zero.constant)[0] !== 0))
    return null;
  const counts = [...numbers(amounts.constant)];
  const isBehind = counts.every((count, i) => (i < counts.length / 2 ? count === 0 : count >= 0));
  return isBehind ? inside : null;
}

/** `value` behind so many zeros along each axis, and with zeros up to `size`. */
function placed(g: Builder, value: Value, before: readonly number[], size: readonly number[]): Value {
  const after = size.map((each, axis) => each - (before[axis] ?? 0) - Number(value.type.shape?.[axis + 2]));
  const zeros = [...before, ...after];
  if (zeros.every((count) => count === 0)) return value;
  return g.op("Pad", [value, g.ints(zeros), null, g.ints([2, 3])]);
}

/** Of one group and of as many elements as its windows reach over, so that phases only have to be added up. */
function isPlain(node: Node): boolean {
  const zeros = [
    ...attribute(node, "ints", "pads", [0, 0, 0, 0]),
    ...attribute(node, "ints", "output_padding", [0, 0]),
  ];
  return (
    zeros.every((count) => count === 0) &&
    attribute(node, "int", "group", 1) === 1 &&
    attribute(node, "string", "auto_pad", "NOTSET") === "NOTSET" &&
    !("output_shape" in node.attributes)
  );
}
