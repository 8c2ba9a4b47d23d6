import { reshape } from "../gradient/parts/shape.js";
import { attribute, ints } from "../graph/attributes.js";
import { single } from "./lowering.js";

/** Blocks of b × b pixels become channels, by a Transpose between two views. */
export const SpaceToDepth = single((g, x, node) => {
  const [, channels, height, width] = x.type.shape ?? [];
  const block = attribute(node, "int", "blocksize", 1);
  if (typeof channels !== "number" || typeof height !== "number" || typeof width !== "number") return null;
  const [rows, columns] = [height / block, width / block];
  const blocks = reshape(g, x, g.ints([-1, channels, rows, block, columns, block]));
  const moved = g.op("Transpose", [blocks], { perm: ints([0, 3, 5, 1, 2, 4]) });
  return reshape(g, moved, g.ints([-1, channels * block * block, rows, columns]));
});
