import { attribute, int } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import { numbers } from "../../graph/constants.js";
import type { Value } from "../../graph/types.js";
import type { GradRule } from "../rule.js";
import { moved } from "./scatter.js";

export const Gather: GradRule = (g, dy, op) => {
  const [x, indices] = op.inputs as [Value, Value];
  const axis = attribute(op.node, "int", "axis", 0);
  const inverse = inverseOf(indices, x.type.shape?.at(axis));
  if (!inverse) return [moved(g, dy, op)];
  const rows = indices.type.shape?.length === 0 ? g.op("Unsqueeze", [dy, g.ints([axis])]) : dy;
  const all = inverse.complete ? rows : withZeroRow(g, rows, axis, x.type.shape?.length as number);
  return [g.op("Gather", [all, g.ints(inverse.indices)], { axis: int(axis) })];
};

/** A longer list is not worth writing into the graph. */
const mostRows = 2 ** 20;

/**
 * For each row of x the row of dy that came from it, where that is known and is one at most: gathering back is faster
 * than scattering and runs on WebGPU. A row that was not taken points behind the last one.
 */
function inverseOf(indices: Value, size: number | string | undefined) {
  if (!indices.constant || indices.constant.dims.length > 1 || typeof size !== "number") return null;
  if (size > mostRows) return null;
  const taken = Array.from(numbers(indices.constant), (index) => (index < 0 ? index + size : index));
  if (new Set(taken).size !== taken.length) return null;
  const inverse = new Array<number>(size).fill(taken.length);
  for (const [row, index] of taken.entries()) inverse[index] = row;
  return { indices: inverse, complete: taken.length === size };
}

function withZeroRow(g: Builder, rows: Value, axis: number, rank: number): Value {
  const pads = new Array<number>(2 * rank).fill(0);
  pads[rank + (axis < 0 ? axis + rank : axis)] = 1;
  return g.op("Pad", [rows, g.ints(pads)]);
}
