import { attribute, int, ints } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { reshape, reshapeLike, sizeOf } from "../parts/shape.js";
import type { GradRule } from "../rule.js";

const blocksize = "blocksize";

export const SpaceToDepth: GradRule = (g, dy, { node }) => [
  g.op("DepthToSpace", [dy], { blocksize: int(attribute(node, "int", blocksize, 1)) }),
];

/** SpaceToDepth goes back to blocks before channels (DCR); CRD has the channels first. */
export const DepthToSpace: GradRule = (g, dy, { node, inputs }) => {
  const size = attribute(node, "int", blocksize, 1);
  const blocks = g.op("SpaceToDepth", [dy], { blocksize: int(size) });
  if (attribute(node, "string", "mode", "DCR") === "DCR") return [blocks];
  const split = g.op("Concat", [g.ints([0, size * size]), sizeOf(g, dy, 1), g.ints([-1])], { axis: int(0) });
  const channels = g.op("Transpose", [reshape(g, blocks, split)], { perm: ints([0, 2, 1, 3]) });
  return [reshapeLike(g, channels, inputs[0] as Value)];
};
