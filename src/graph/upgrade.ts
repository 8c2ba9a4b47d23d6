import { RegardError } from "../errors.js";
import { Builder } from "./builder.js";
import type { Attributes, Graph, Node } from "./types.js";
import { inputRewrites } from "./upgrade/inputs.js";
import { otherRewrites } from "./upgrade/others.js";
import { resizeRewrites } from "./upgrade/resize.js";
import type { Rewrite } from "./upgrade/rewrite.js";
import { softmaxRewrites } from "./upgrade/softmax.js";

/** Versions of ai.onnx that are understood. Those after 22 added operators and element types, but changed none. */
const oldest = 7;
const newest = 25;

/** The version that gradients are written in, or a newer one. */
const dialect = 18;

const rewrites: ReadonlyMap<string, readonly Rewrite[]> = new Map(
  Object.entries({ ...inputRewrites, ...otherRewrites, ...resizeRewrites, ...softmaxRewrites }),
);

/** Throws `RegardError("model")` where a graph is written in operators too old or too new to be understood. */
export function checkOpset(graph: Graph): void {
  const { opset } = graph;
  if (opset >= oldest && opset <= newest) return;
  const age = opset < oldest ? "older" : "newer";
  throw new RegardError(
    "model",
    `the model is written in opset ${opset}, ${age} than what is understood (${oldest} to ${newest}); ` +
      `export it again with an opset of ${dialect} to 22, or convert it with onnx.version_converter`,
  );
}

/**
 * The same graph in the operators of opset 18; one that is written in it or a newer one stays as it is. Inputs, outputs
 * and the values between them stay the same objects. Throws `RegardError("model")` where `checkOpset` does, and for the
 * few forms that have no counterpart.
 */
export function upgrade(graph: Graph): Graph {
  checkOpset(graph);
  return graph.opset >= dialect ? graph : upgraded(graph, graph.opset);
}

function upgraded(graph: Graph, from: number): Graph {
  const g = new Builder({ ...graph, opset: dialect, nodes: [] });
  for (const node of graph.nodes) g.nodes.push(upgradedNode(g, node, from));
  return { ...graph, opset: dialect, nodes: g.nodes };
}

function upgradedNode(g: Builder, node: Node, from: number): Node {
  const current = { ...node, attributes: withBodies(node.attributes, from) };
  const rewrite = node.domain === "" ? rewrites.get(node.op)?.find(({ before }) => from < before) : undefined;
  return rewrite ? { ...current, ...rewrite.to(g, current) } : current;
}

function withBodies(attributes: Attributes, from: number): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) =>
      attribute.kind === "graph"
        ? [name, { kind: "graph", value: upgraded(attribute.value, from) } as const]
        : [name, attribute],
    ),
  );
}
