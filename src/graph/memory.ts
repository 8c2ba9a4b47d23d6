import { RegardError } from "../errors.js";
import { evaluate } from "./evaluate.js";
import { reads, subgraphsOf } from "./live.js";
import { bitsOf, elementCount } from "./tensor.js";
import type { Dim, Graph, Node, Value } from "./types.js";

/** Sizes by the symbol that stands for them. */
export type Sizes = ReadonlyMap<string, number>;

/** The most bytes that the values of a graph hold at one time, and the node that runs then. */
export interface Peak {
  readonly bytes: number;
  readonly node: Node | null;
}

/** More bytes than a run may hold at one time: 32 GiB. */
export const memoryLimit = 2 ** 35;

/**
 * How many bytes the values between the nodes hold when they hold most, if each is freed after the last node that reads it:
 * inputs and outputs counted, constants and the runtime's own scratch memory not. A symbol that `sizes` does not have counts
 * as 1, a value of unknown shape as one element. Nothing is counted any more where there are more than `enough`.
 */
export function peakMemory(graph: Graph, sizes: Sizes = new Map(), enough = Number.POSITIVE_INFINITY): Peak {
  const sizeOf = evaluated(sizes);
  const last = lastReaders(graph);
  const fixed = graph.inputs.reduce((sum, input) => sum + bytesOf(input, sizeOf), 0);
  let alive = fixed;
  let peak: Peak = { bytes: fixed, node: null };
  for (const node of graph.nodes) {
    for (const output of node.outputs) if (output) alive += bytesOf(output, sizeOf);
    const bytes = alive + inside(node, sizes);
    if (bytes > peak.bytes) peak = { bytes, node };
    if (bytes > enough) break;
    for (const value of last.get(node) ?? []) alive -= bytesOf(value, sizeOf);
  }
  return peak;
}

/**
 * Throws `RegardError("model")`, with the node named, where a graph would hold more than `memoryLimit` at one time, before a
 * runtime tries to. Without `sizes` this is what it takes at least.
 */
export function checkMemory(graph: Graph, sizes?: Sizes): void {
  const { bytes, node } = peakMemory(graph, sizes, memoryLimit);
  if (bytes <= memoryLimit) return;
  const shapes = (node?.outputs ?? graph.inputs).map((value) => `[${value?.type.shape?.join(", ") ?? ""}]`);
  const where = node ? `operator ${node.op} (node "${node.name || node.outputs[0]?.name}")` : "the inputs";
  throw new RegardError(
    "model",
    `${where}: with ${shapes.join(", ")} the network would hold ${spelled(bytes)} at once, more than ${spelled(memoryLimit)}; ` +
      "use smaller pictures or batches if the network takes them, or else do not trust the file",
  );
}

const spelled = (bytes: number): string =>
  bytes < 2 ** 40 ? `${Math.round(bytes / 2 ** 30)} GiB` : `${Math.round(bytes / 2 ** 40)} TiB`;

/** The symbols of these shapes with the sizes that `dims` have in their places. */
export function sizesOf(values: readonly Value[], dims: Readonly<Record<string, readonly number[]>>): Sizes {
  const sizes = new Map<string, number>();
  for (const { name, type } of values) {
    for (const [axis, dim] of (type.shape ?? []).entries()) {
      const size = dims[name]?.[axis];
      if (typeof dim === "string" && size !== undefined) sizes.set(dim, size);
    }
  }
  return sizes;
}

/** For each node the values that no later node reads; outputs of the graph are kept to the end. */
function lastReaders({ nodes, outputs }: Graph): ReadonlyMap<Node, readonly Value[]> {
  const produced = new Set<Value | null>();
  for (const node of nodes) for (const output of node.outputs) produced.add(output);
  const done = new Set<Value>(outputs);
  const last = new Map<Node, readonly Value[]>();
  for (const node of nodes.toReversed()) {
    const freed: Value[] = [];
    for (const value of [...reads(node), ...node.outputs]) {
      if (value === null || done.has(value)) continue;
      done.add(value);
      if (produced.has(value)) freed.push(value);
    }
    last.set(node, freed);
  }
  return last;
}

/** What the larger of a node's subgraphs holds. */
const inside = (node: Node, sizes: Sizes): number =>
  subgraphsOf(node).reduce((most, graph) => Math.max(most, peakMemory(graph, sizes).bytes), 0);

/** What a size comes to; equal ones, of which a network has many, are computed once. */
function evaluated(sizes: Sizes): (dim: Dim) => number {
  const known = new Map<string, number>();
  const sizeOf = (symbol: string): number => sizes.get(symbol) ?? 1;
  return (dim) => {
    if (typeof dim === "number") return dim;
    // Windows that do not fit a size of 1 leave less than nothing.
    const size = known.get(dim) ?? Math.max(1, evaluate(dim, sizeOf));
    known.set(dim, size);
    return size;
  };
}

function bytesOf({ type: { dtype, shape } }: Value, sizeOf: (dim: Dim) => number): number {
  const bits = dtype === null ? 32 : dtype === "string" ? 256 : bitsOf(dtype);
  return Math.ceil((elementCount((shape ?? []).map(sizeOf)) * bits) / 8);
}
