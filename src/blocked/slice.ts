import { pick } from "../gradient/parts/phases.js";
import { numbers } from "../graph/constants.js";
import type { Node } from "../graph/types.js";
import { isWhole } from "./blocked-values.js";
import type { Rewrite } from "./rewrite.js";

/** Margins of a blocked picture are cut off by a convolution that looks at one place of each window. */
export const slice: Rewrite = (node, around) => {
  const [x] = node.inputs;
  const [y] = node.outputs;
  if (node.op !== "Slice" || !x || !y || !around.isBlocked(x) || !isWhole(x.type.shape?.[1])) return null;
  const starts = spatialStarts(node);
  const cut = [2, 3].map((axis) => Number(x.type.shape?.[axis]) - Number(y.type.shape?.[axis]));
  if (!starts || !cut.every((size, i) => size >= (starts[i] ?? 0))) return null;
  const kernel = cut.map((size) => size + 1) as [number, number];
  if (kernel[0] * kernel[1] > 9) return null;
  return [pick(around.g, x, { kernel, at: starts, pads: [0, 0, 0, 0] })];
};

/** Where a slice over both spatial axes, with every element between, begins; `null` for other slices. */
function spatialStarts({ inputs }: Node): [number, number] | null {
  const [, starts, , axes, steps] = inputs.map((input) => input?.constant && [...numbers(input.constant)]);
  if (!starts || String(axes) !== "2,3" || steps?.some((step) => step !== 1)) return null;
  const [row = 0, column = 0] = starts;
  return row >= 0 && column >= 0 ? [row, column] : null;
}
