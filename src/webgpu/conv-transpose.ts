import { attribute, int } from "../graph/attributes.js";
import type { Lowering } from "./lowering.js";
import { oneAxis } from "./one-axis.js";

/**
 * A ConvTranspose whose groups make one channel of several, group by group: ONNX Runtime's WebGPU takes it for one with a channel
 * in each group, and leaves the others out.
 */
export const ConvTranspose: Lowering = (g, node) => {
  const [x, w, bias] = node.inputs;
  const group = attribute(node, "int", "group", 1);
  const [inputs, outputs] = w?.type.shape ?? [];
  if (!x || !w || group === 1 || outputs !== 1 || typeof inputs !== "number" || inputs === group) {
    return oneAxis(g, node);
  }
  const split = (value: typeof x, axis: number) => {
    const sizes = g.ints(Array(group).fill(inputs / group));
    return g.node("Split", [value, sizes], { axis: int(axis) }, { outputs: Array(group).fill("part") });
  };
  const [images, kernels] = [split(x, 1), split(w, 0)];
  const parts = images.map((image, i) => {
    const part = {
      ...node,
      inputs: [image, kernels[i] ?? null],
      attributes: { ...node.attributes, group: int(1) },
    };
    return oneAxis(g, part)?.[0] ?? g.op("ConvTranspose", part.inputs, part.attributes);
  });
  const y = g.op("Concat", parts, { axis: int(1) });
  if (!bias) return [y];
  const spatial = (w.type.shape?.length ?? 0) - 2;
  return [g.op("Add", [y, g.op("Reshape", [bias, g.ints([1, -1, ...Array(spatial).fill(1)])])])];
};
