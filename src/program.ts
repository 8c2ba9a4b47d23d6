import type { Fed, Program } from "./backend.js";
import { replaceCaptured } from "./graph/live.js";
import { simplify } from "./graph/simplify.js";
import type { Graph, Node, Value } from "./graph/types.js";
import { write } from "./graph/write.js";

const weights = "weights";

/**
 * The graph, simplified and written, standing on the weights in `source` (the bytes of the model file) without a copy.
 * Weights that are still stored become inputs, which a runtime need not copy: ONNX Runtime holds two of each initializer
 * while it creates a session, and packs a third for the products.
 */
export function program(graph: Graph, source: Uint8Array): Program {
  const { lean, fed } = feedStored(simplify(graph));
  const bytes = write(lean, { source, location: weights });
  return { graph: bytes, weights: { location: weights, bytes: source }, fed };
}

/** The graph with an input for each stored constant. */
function feedStored(graph: Graph): { readonly lean: Graph; readonly fed: readonly Fed[] } {
  const taken = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const inputs = new Map<Value, Value>();
  const fed: Fed[] = [];
  for (const value of constantsOf(graph.nodes)) {
    const { dtype, dims, stored } = value.constant ?? {};
    if (!stored || !dtype || !dims || inputs.has(value)) continue;
    const name = freeName(`${weights}.${inputs.size}`, taken);
    inputs.set(value, { name, type: value.type, constant: null, elements: null });
    fed.push({ name, dtype, dims, stored });
  }
  return { lean: inputs.size === 0 ? graph : replaced(graph, inputs), fed };
}

function* constantsOf(nodes: readonly Node[]): Iterable<Value> {
  for (const { inputs, attributes } of nodes) {
    for (const input of inputs) if (input?.constant) yield input;
    for (const attribute of Object.values(attributes)) {
      if (attribute.kind === "graph") yield* constantsOf(attribute.value.nodes);
    }
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}

function replaced(graph: Graph, now: ReadonlyMap<Value, Value>): Graph {
  const nodes = graph.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((input) => input && (now.get(input) ?? input)),
    attributes: replaceCaptured(node.attributes, now),
  }));
  return { ...graph, inputs: [...graph.inputs, ...now.values()], nodes };
}
