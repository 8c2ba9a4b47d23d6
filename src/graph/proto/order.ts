import { RegardError } from "../../errors.js";
import type { GraphProto, NodeProto } from "./onnx_pb.js";

/** The names that a node reads, in its subgraphs, too, where those do not define them. */
function namesRead(node: NodeProto): string[] {
  const inner = node.attribute.flatMap(({ g }) => (g ? namesCaptured(g) : []));
  return [...node.input.filter((name) => name !== ""), ...inner];
}

function namesCaptured(graph: GraphProto): string[] {
  const own = new Set<string>();
  for (const { name } of graph.input) own.add(name);
  for (const { name } of graph.initializer) own.add(name);
  for (const node of graph.node) for (const name of node.output) own.add(name);
  const read = [...graph.node.flatMap(namesRead), ...graph.output.map(({ name }) => name)];
  return [...new Set(read)].filter((name) => !own.has(name));
}

/** The nodes, each after those whose outputs it reads; otherwise in the order of the file. Throws on a cycle. */
export function inOrder(graph: GraphProto): readonly NodeProto[] {
  const producers = new Map<string, NodeProto>();
  for (const node of graph.node) for (const name of node.output) producers.set(name, node);
  producers.delete("");
  const placed = new Set<NodeProto>();
  const waiting = new Map<NodeProto, Iterator<string>>();
  const ordered: NodeProto[] = [];
  for (const start of graph.node) {
    const path = [start];
    for (let node = path.at(-1); node; node = path.at(-1)) {
      if (placed.has(node)) {
        path.pop();
        continue;
      }
      const names = waiting.get(node) ?? namesRead(node)[Symbol.iterator]();
      waiting.set(node, names);
      const before = nextUnplaced(names, producers, placed);
      if (before && waiting.has(before)) throw cycle(path.slice(path.indexOf(before)));
      if (before) path.push(before);
      else {
        placed.add(node);
        ordered.push(node);
        path.pop();
      }
    }
  }
  return ordered;
}

function nextUnplaced(
  names: Iterator<string>,
  producers: ReadonlyMap<string, NodeProto>,
  placed: ReadonlySet<NodeProto>,
): NodeProto | null {
  for (let next = names.next(); !next.done; next = names.next()) {
    const producer = producers.get(next.value);
    if (producer && !placed.has(producer)) return producer;
  }
  return null;
}

function cycle(nodes: readonly NodeProto[]): RegardError {
  const names = nodes.slice(0, 8).map(({ opType, name, output }) => `${opType} "${name || output[0]}"`);
  return new RegardError("model", `the nodes ${names.join(" → ")} read each other's outputs in a circle`);
}
