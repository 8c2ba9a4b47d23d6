import { liveNodes } from "../graph/live.js";
import type { Node, Value } from "../graph/types.js";

/** The note that the gradient of `scores` is an estimate, where nodes that lead to them quantize more than constants. */
export function quantizationNotes(nodes: readonly Node[], scores: Value): string[] {
  const { length } = liveNodes(nodes, [scores]).filter(({ op, domain, inputs }) => {
    return op === "QuantizeLinear" && domain === "" && inputs[0]?.constant === null;
  });
  if (length === 0) return [];
  const places = length === 1 ? "one place" : `${length} places`;
  return [
    `This network is quantized (QuantizeLinear in ${places}): its gradient passes the rounding straight through, and is 0 where a value was clipped.`,
  ];
}
