import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { numbers } from "../../graph/constants.js";
import type { Value } from "../../graph/types.js";
import { adjointAlong, identityOver } from "../parts/separable.js";
import { sizeOf } from "../parts/shape.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule, Op } from "../rule.js";

/** Linear in x, one axis at a time, in every mode. */
export const Resize: GradRule = (g, dy, op) => {
  const { node, inputs, wanted } = op;
  const x = inputs[0] as Value;
  const rank = x.type.shape?.length;
  if (rank === undefined) throw unsupported(node, `an input "${x.name}" of unknown rank`);
  const policy = attribute(node, "string", "keep_aspect_ratio_policy", "stretch");
  if (policy !== "stretch") throw unsupported(node, `keep_aspect_ratio_policy = ${policy}`, "give scales");
  if (!given(inputs[2]) && !given(inputs[3])) throw unsupported(node, "neither scales nor sizes", "give one");
  if (crops(op) && !given(inputs[1])) throw unsupported(node, "no roi", "give one");
  if (wanted[1] && crops(op)) throw unsupported(node, "a roi that depends on the differentiated input");
  const all = Array.from({ length: rank }, (_, axis) => axis);
  const axes = attribute(node, "ints", "axes", all).map((axis) => (axis < 0 ? axis + rank : axis));
  let dx = dy;
  for (const [slot, axis] of axes.entries()) {
    if (keeps(op, axis, slot)) continue;
    dx = adjointAlong(g, dx, matrix(g, op, axis, slot, axes.length), axis, rank);
  }
  return [dx];
};

const crops = ({ node }: Op): boolean =>
  attribute(node, "string", "coordinate_transformation_mode", "half_pixel") === "tf_crop_and_resize";

/** Whether the axis stays as it is. Throws where the standard says no and ONNX Runtime copies: ⌊5 · 1.1⌋ is 5. */
function keeps(op: Op, axis: number, slot: number): boolean {
  const [x, , scales] = op.inputs;
  if (crops(op)) return false;
  const [from, to] = [x?.type.shape?.[axis], op.outputs[0]?.type.shape?.[axis]];
  const same = from !== undefined && from === to;
  if (!given(scales)) return same;
  if (scales?.constant && numbers(scales.constant)[slot] === 1) return true;
  // One element stays one element under any scale.
  if (same && from !== 1)
    throw unsupported(op.node, `a scale that leaves axis ${axis} at its size`, "give sizes");
  return same;
}

/** An optional input may also be there and empty. */
const given = (value: Value | null | undefined): boolean => !!value && value.type.shape?.[0] !== 0;

/** What the operator does along one axis, as a matrix [size after, size before]. */
function matrix(g: Builder, op: Op, axis: number, slot: number, slots: number): Value {
  const [x, roi, scales, sizes] = op.inputs as readonly Value[];
  const one = (list: Value, at: number): Value => g.op("Slice", [list, g.ints([at]), g.ints([at + 1])]);
  const around = (before: Value, value: Value, after: Value): Value =>
    g.op("Concat", [before, value, after], { axis: int(0) });
  const like = op.outputs[0] as Value;
  const identity = g.op("Unsqueeze", [identityOver(g, x as Value, axis, like), g.ints([0, 1])]);
  const place: (Value | null)[] = [identity, null, null, null];
  if (crops(op)) {
    const [start, end] = [one(roi as Value, slot), one(roi as Value, slot + slots)];
    const [zero, unit] = [0, 1].map((value) => g.floats([value], [1], roi?.type.dtype ?? "float32")) as [
      Value,
      Value,
    ];
    place[1] = g.op("Concat", [zero, zero, start, zero, unit, unit, end, unit], { axis: int(0) });
  }
  if (given(scales)) place[2] = around(g.floats([1, 1]), one(scales as Value, slot), g.floats([1]));
  else place[3] = around(g.ints([1, 1]), one(sizes as Value, slot), sizeOf(g, x as Value, axis));
  const { axes: _, extrapolation_value: __, keep_aspect_ratio_policy: ___, ...mode } = op.node.attributes;
  return g.op("Squeeze", [g.op("Resize", place, mode), g.ints([0, 1])]);
}
