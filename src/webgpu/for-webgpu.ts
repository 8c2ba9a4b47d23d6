import { Builder } from "../graph/builder.js";
import { replaceCaptured } from "../graph/live.js";
import type { Graph, Node, Value } from "../graph/types.js";
import { ConvTranspose } from "./conv-transpose.js";
import { evenPads } from "./even-pads.js";
import type { Lowering } from "./lowering.js";
import { LRN } from "./lrn.js";
import { oneAxis } from "./one-axis.js";
import { explicitPads } from "./padding.js";
import { Celu, LogSoftmax, Mean, Selu, Shrink, Sign, Softsign, Sum } from "./pointwise.js";
import { SpaceToDepth } from "./space-to-depth.js";

const lowerings: Readonly<Record<string, Lowering>> = {
  ...{ Sum, Mean, Sign, Softsign, Selu, Celu, Shrink, LogSoftmax, LRN, SpaceToDepth },
  ...{ Conv: oneAxis, ConvTranspose },
};

/** The same computation in operators that ONNX Runtime runs on WebGPU, and runs right. */
export function forWebGpu(graph: Graph): Graph {
  const g = new Builder({ ...graph, nodes: [] });
  /** What stands for values that are gone. */
  const now = new Map<Value, Value>();
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => input && (now.get(input) ?? input));
    const renewed = { ...node, inputs, attributes: replaceCaptured(node.attributes, now) };
    const fresh = evenPads(g, explicitPads(g, renewed));
    const instead = lowered(g, fresh);
    if (!instead) g.nodes.push(fresh);
    for (const [i, value] of node.outputs.entries()) {
      const other = instead?.[i];
      if (!value || !other) continue;
      if (graph.outputs.includes(value)) g.nodes.push(copy(other, value));
      else now.set(value, other);
    }
  }
  return { ...graph, nodes: g.graph(graph.outputs).nodes };
}

const lowered = (g: Builder, node: Node): ReturnType<Lowering> =>
  node.domain === "" && Object.hasOwn(lowerings, node.op) ? (lowerings[node.op]?.(g, node) ?? null) : null;

const copy = (from: Value, to: Value): Node => ({
  ...{ op: "Identity", domain: "", name: "", inputs: [from], outputs: [to], attributes: {} },
});
