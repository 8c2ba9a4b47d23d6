import { attribute } from "../graph/attributes.js";
import { numbers } from "../graph/constants.js";
import type { Node, Value } from "../graph/types.js";
import type { Around, Rewrite } from "./rewrite.js";

/** The split of a convolution's channels as one convolution for each part: Split would leave the blocked layout. */
export const splitConv: Rewrite = (node, around) => {
  const sizes = channelSizes(node);
  const conv = node.inputs[0] ? around.producer(node.inputs[0]) : undefined;
  const [x, w, b] = conv?.inputs ?? [];
  const y = conv?.outputs[0];
  if (!sizes || conv?.op !== "Conv" || !x || !w || !y || !around.isBlocked(y)) return null;
  if (around.uses(y) !== 1 || attribute(conv, "int", "group", 1) !== 1) return null;
  let start = 0;
  return sizes.map((size, i) => {
    const end = start + size;
    const part = (value: Value): Value => rows(around, value, start, end);
    const inputs = b ? [x, part(w), part(b)] : [x, part(w)];
    start = end;
    return node.outputs[i] ? around.g.op("Conv", inputs, conv.attributes) : null;
  });
};

/** The sizes of the parts where a node splits channels into parts of known sizes. */
function channelSizes(node: Node): readonly number[] | null {
  const sizes = node.inputs[1]?.constant;
  return node.op === "Split" && attribute(node, "int", "axis", 0) === 1 && sizes ? [...numbers(sizes)] : null;
}

function rows({ g }: Around, value: Value, start: number, end: number): Value {
  return g.op("Slice", [value, g.ints([start]), g.ints([end]), g.ints([0])]);
}
