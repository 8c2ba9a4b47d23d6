import { pick } from "../gradient/parts/phases.js";
import { string } from "../graph/attributes.js";
import type { Value } from "../graph/types.js";
import { isWhole } from "./blocked-values.js";
import type { Around } from "./rewrite.js";

/**
 * A value brought into the blocked layout by a convolution that changes nothing, so that what follows stays there; one that
 * is the same everywhere in a picture enters before it is spread. `null` where it is no sum of products or no picture.
 */
export function enter(around: Around, value: Value): Value | null {
  if (around.isBlocked(value)) return value;
  const { g } = around;
  const [, channels, ...sizes] = value.type.shape ?? [];
  if (value.type.dtype !== "float32" || sizes.length !== 2 || !isWhole(channels)) return null;
  if (!around.isLinear(value)) return null;
  const unchanged = (x: Value): Value => pick(g, x, { kernel: [1, 1], at: [0, 0], pads: [0, 0, 0, 0] });
  const node = around.producer(value);
  const point = node?.op === "Expand" ? node.inputs[0] : null;
  if (!point || !isPoint(point, value) || !sizes.every((size) => typeof size === "number"))
    return unchanged(value);
  return g.op("Resize", [unchanged(point), null, g.floats([1, 1, ...sizes])], {
    mode: string("nearest"),
    coordinate_transformation_mode: string("asymmetric"),
    nearest_mode: string("floor"),
  });
}

/** Whether `point` is [N, C, 1, 1] for a value [N, C, H, W]. */
const isPoint = (point: Value, value: Value): boolean =>
  String(point.type.shape) === String([...(value.type.shape ?? []).slice(0, 2), 1, 1]);
