import { replaceCaptured, subgraphsOf } from "./live.js";
import type { Stored } from "./stored.js";
import type { DType } from "./tensor.js";
import type { Graph, Node, Value } from "./types.js";

/** A weight that is read once and fed to all sessions that ask for it. */
export interface Fed {
  readonly name: string;
  readonly dtype: DType;
  readonly dims: readonly number[];
  readonly stored: Stored;
}

/** The graph with an input, called after `prefix`, for each stored constant that a node reads. */
export function feedStored(
  graph: Graph,
  prefix: string,
): { readonly lean: Graph; readonly fed: readonly Fed[] } {
  const taken = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const inputs = new Map<Value, Value>();
  const fed: Fed[] = [];
  for (const value of constantsOf(graph.nodes)) {
    const { dtype, dims, stored } = value.constant ?? {};
    if (!stored || !dtype || !dims || inputs.has(value)) continue;
    const name = freeName(`${prefix}.${inputs.size}`, taken);
    inputs.set(value, { name, type: value.type, constant: null, elements: null });
    fed.push({ name, dtype, dims, stored });
  }
  return { lean: inputs.size === 0 ? graph : replaced(graph, inputs), fed };
}

function* constantsOf(nodes: readonly Node[]): Iterable<Value> {
  for (const node of nodes) {
    for (const input of node.inputs) if (input?.constant) yield input;
    for (const graph of subgraphsOf(node)) yield* constantsOf(graph.nodes);
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
