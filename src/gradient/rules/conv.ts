import { attribute } from "../../graph/attributes.js";
import type { Value } from "../../graph/types.js";
import { convBias, convInput, convWeight } from "../parts/convolution.js";
import { kernelOf, windowOver } from "../parts/window.js";
import type { GradRule } from "../rule.js";

export const Conv: GradRule = (g, dy, { node, inputs, wanted }) => {
  const [x, w] = inputs as [Value, Value];
  const group = attribute(node, "int", "group", 1);
  const window = windowOver(g, node, x, kernelOf(node, w));
  return [
    wanted[0] ? convInput(g, dy, w, x, window, group) : null,
    wanted[1] ? convWeight(g, dy, w, x, window, group) : null,
    wanted[2] ? convBias(g, dy, window) : null,
  ];
};
