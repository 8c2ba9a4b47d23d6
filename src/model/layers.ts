import { reads } from "../graph/live.js";
import { isFloat } from "../graph/tensor.js";
import type { Node, Value } from "../graph/types.js";
import type { Layer } from "./model.js";

/** Names that mean something else where a layer is asked for. */
const reserved = ["pixels", "input", "scores"];

/**
 * Every output of floats of every node on a path from one value to another, in the graph's order, each under a name of its
 * own: the node's, or the value's where the node has none.
 */
export function findLayers(nodes: readonly Node[], from: Value, to: Value): Layer[] {
  const after = reachable(nodes, [from]);
  const before = leading(nodes, to);
  const taken = new Set<string>(reserved);
  const free = (candidates: readonly string[]): string => {
    const names = candidates.filter((name) => name !== "");
    let name = names.find((each) => !taken.has(each)) ?? `${names[0]}:2`;
    for (let i = 3; taken.has(name); i++) name = `${names[0]}:${i}`;
    taken.add(name);
    return name;
  };
  return nodes.flatMap((node) =>
    node.outputs.flatMap((value, i) => {
      const isOnPath = value && value !== from && after.has(value) && before.has(value);
      if (!isOnPath || !mayBeFloat(value)) return [];
      const name = free(i === 0 ? [node.name, value.name] : [value.name]);
      return [{ name, op: node.op, value }];
    }),
  );
}

const mayBeFloat = ({ type: { dtype } }: Value): boolean => dtype === null || isFloat(dtype);

function reachable(nodes: readonly Node[], from: readonly Value[]): ReadonlySet<Value> {
  const reached = new Set(from);
  for (const node of nodes) {
    if (!reads(node).some((value) => reached.has(value))) continue;
    for (const output of node.outputs) if (output) reached.add(output);
  }
  return reached;
}

function leading(nodes: readonly Node[], to: Value): ReadonlySet<Value> {
  const leads = new Set([to]);
  for (const node of nodes.toReversed()) {
    if (node.outputs.some((output) => output && leads.has(output))) {
      for (const value of reads(node)) leads.add(value);
    }
  }
  return leads;
}
