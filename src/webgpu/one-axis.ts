import { attribute, ints } from "../graph/attributes.js";
import type { Attributes, Node, Value } from "../graph/types.js";
import type { Lowering } from "./lowering.js";

/**
 * A convolution along one axis as one over a picture of height 1: with padding on one side only, or with several channels in
 * each group, ONNX Runtime's WebGPU computes something else.
 */
export const oneAxis: Lowering = (g, node) => {
  const [x, w, ...others] = node.inputs;
  if (!x || !w || w.type.shape?.length !== 3) return null;
  const picture = (value: Value): Value => g.op("Unsqueeze", [value, g.ints([2])]);
  const y = g.op(node.op, [picture(x), picture(w), ...others], overPictures(node));
  return [g.op("Squeeze", [y, g.ints([2])])];
};

/** The attributes with a first axis of size 1. */
function overPictures(node: Node): Attributes {
  const given = (name: string): readonly number[] | null => attribute(node, "ints", name, null);
  const [pads, padding, shape] = [given("pads"), given("output_padding"), given("output_shape")];
  const [before = 0, after = 0] = pads ?? [];
  return {
    ...node.attributes,
    ...(pads ? { pads: ints([0, before, 0, after]) } : {}),
    ...(padding ? { output_padding: ints([0, ...padding]) } : {}),
    ...(shape ? { output_shape: ints([1, ...shape.slice(-1)]) } : {}),
    ...Object.fromEntries(
      ["kernel_shape", "strides", "dilations"].flatMap((name) => {
        const sizes = given(name);
        return sizes ? [[name, ints([1, ...sizes])]] : [];
      }),
    ),
  };
}
