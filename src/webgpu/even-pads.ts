import { attribute, ints } from "../graph/attributes.js";
import type { Builder } from "../graph/builder.js";
import type { Node, Value } from "../graph/types.js";

/**
 * A Conv of all channels with more padding on one side than on the other, as one without over a padded picture: ONNX Runtime's
 * WebGPU takes the padding before for that on both sides.
 */
export function evenPads(g: Builder, node: Node): Node {
  const pads = attribute(node, "ints", "pads", []);
  const axes = pads.length / 2;
  const isEven = pads.every((pad, i) => pad === pads[(i + axes) % pads.length]);
  if (node.op !== "Conv" || node.domain !== "" || isEven || attribute(node, "int", "group", 1) !== 1)
    return node;
  const [x, ...others] = node.inputs as [Value, ...Value[]];
  const amounts = g.ints([0, 0, ...pads.slice(0, axes), 0, 0, ...pads.slice(axes)]);
  const attributes = { ...node.attributes, pads: ints(pads.map(() => 0)) };
  return { ...node, inputs: [g.op("Pad", [x, amounts]), ...others], attributes };
}
