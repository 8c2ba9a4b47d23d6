import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { Value } from "../../graph/types.js";
import { neg, sub } from "../parts/arithmetic.js";
import { adjointAlong, identityOver } from "../parts/separable.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule, Op } from "../rule.js";

/** What was added is cut off and what was cut off is 0; a border made of x itself is added back to where it came from. */
export const Pad: GradRule = (g, dy, op) => {
  const [, pads, value, axes] = op.inputs as readonly (Value | null)[];
  if (attribute(op.node, "string", "mode", "constant") !== "constant") return [mirrored(g, dy, op)];
  const dx = g.op("Pad", [dy, neg(g, pads as Value), null, axes ?? null]);
  const total = (of: Value): Value => g.op("ReduceSum", [of], { keepdims: int(0) });
  return [dx, null, value && op.wanted[2] ? sub(g, total(dy), total(dx)) : null];
};

/** The adjoint of reflect, edge and wrap, axis by axis. */
function mirrored(g: Builder, dy: Value, { node, inputs }: Op): Value {
  const [x, pads, , named] = inputs as [Value, Value, Value | null, Value | null | undefined];
  const rank = x.type.shape?.length;
  if (rank === undefined) throw unsupported(node, `an input "${x.name}" of unknown rank`);
  const axes = named ? named.elements : Array.from({ length: rank }, (_, axis) => axis);
  if (!axes) throw unsupported(node, "axes that are not constant");
  let dx = dy;
  for (const [slot, name] of axes.entries()) {
    const ends = [slot, slot + axes.length];
    if (ends.every((end) => pads.elements?.[end] === 0)) continue;
    const axis = Number(name) < 0 ? Number(name) + rank : Number(name);
    const pair = g.op("Gather", [pads, g.ints(ends)]);
    const matrix = g.op("Pad", [identityOver(g, x, axis, dy), pair, null, g.ints([0])], node.attributes);
    dx = adjointAlong(g, dx, matrix, axis, rank);
  }
  return dx;
}
