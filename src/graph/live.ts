import type { Attributes, Graph, Node, Value } from "./types.js";

/** Every value a node reads: its inputs and what its subgraphs capture from outside. */
export function reads(node: Node): Value[] {
  const read: Value[] = [];
  for (const input of node.inputs) if (input) read.push(input);
  for (const graph of subgraphsOf(node)) for (const value of captured(graph)) read.push(value);
  return read;
}

/** The graphs that a node has for attributes; most have none. */
export function subgraphsOf({ attributes }: Node): readonly Graph[] {
  const graphs: Graph[] = [];
  for (const name in attributes) {
    const attribute = attributes[name];
    if (attribute?.kind === "graph") graphs.push(attribute.value);
  }
  return graphs;
}

/** The values that a subgraph takes from the graphs around it. */
export function captured(graph: Graph): Value[] {
  const own = new Set<Value>(graph.inputs);
  for (const node of graph.nodes) for (const output of node.outputs) if (output) own.add(output);
  const used = [...graph.nodes.flatMap(reads), ...graph.outputs];
  return [...new Set(used)].filter((value) => !own.has(value) && value.constant === null);
}

/** The nodes that lead to `outputs`, in their order. */
export function liveNodes(nodes: readonly Node[], outputs: readonly Value[]): Node[] {
  const needed = new Set<Value>(outputs);
  const live: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => output !== null && needed.has(output))) continue;
    live.push(node);
    for (const value of reads(node)) needed.add(value);
  }
  return live.reverse();
}

/** The attributes with every captured value of their subgraphs replaced as `map` says. */
export function replaceCaptured(attributes: Attributes, map: ReadonlyMap<Value, Value>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) =>
      attribute.kind === "graph"
        ? [name, { kind: "graph", value: replaceIn(attribute.value, map) } as const]
        : [name, attribute],
    ),
  );
}

function replaceIn(graph: Graph, map: ReadonlyMap<Value, Value>): Graph {
  const now = <V extends Value | null>(value: V): V =>
    value === null ? value : ((map.get(value) as V) ?? value);
  return {
    ...graph,
    outputs: graph.outputs.map(now),
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(now),
      attributes: replaceCaptured(node.attributes, map),
    })),
  };
}
