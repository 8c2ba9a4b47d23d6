import { liveNodes, replaceCaptured } from "./live.js";
import { fixedTarget, known } from "./simplify/fold.js";
import { passedOn } from "./simplify/identity.js";
import { contentKey, Keys } from "./simplify/key.js";
import type { Graph, Node, Value } from "./types.js";

/** Operators that may leave outputs out without computing the others differently. */
const shortened = new Set(["MaxPool", "LayerNormalization", "LSTM", "GRU", "RNN", "Split", "Unique"]);

/**
 * The same graph with less to do: nodes that pass a value on, nodes that lead nowhere and nodes that compute what
 * another computes are gone, and outputs of known content are constants. Every output keeps its bits and its name.
 */
export function simplify(graph: Graph): Graph {
  const outputs = new Set(graph.outputs);
  const nodes = new Simplifier(graph.opset, outputs).simplify(graph.nodes);
  return { ...graph, nodes: liveNodes(nodes, graph.outputs) };
}

class Simplifier {
  readonly #opset: number;
  readonly #outputs: ReadonlySet<Value>;
  readonly #nodes: Node[] = [];
  /** What stands for values that are gone. */
  readonly #now = new Map<Value, Value>();
  readonly #constants = new Map<string, Value>();
  readonly #keys = new Keys();
  /** Where in the result a computation stands. */
  readonly #places = new Map<string, number>();

  constructor(opset: number, outputs: ReadonlySet<Value>) {
    this.#opset = opset;
    this.#outputs = outputs;
  }

  simplify(nodes: readonly Node[]): readonly Node[] {
    for (const node of nodes) this.#add(this.#updated(node));
    return this.#nodes;
  }

  /** The node with its inputs replaced as its predecessors were. */
  #updated(node: Node): Node {
    const inputs = node.inputs.map((input) => input && this.#shared(this.#now.get(input) ?? input));
    const attributes = replaceCaptured(node.attributes, this.#now);
    return fixedTarget({ ...node, inputs, attributes });
  }

  /** One value for all constants of the same content. */
  #shared(value: Value): Value {
    const key = value.constant && contentKey(value.constant);
    if (!key) return value;
    const first = this.#constants.get(key) ?? value;
    this.#constants.set(key, first);
    return first;
  }

  #add(node: Node): void {
    const [output] = node.outputs;
    const isResult = node.outputs.some((value) => value !== null && this.#outputs.has(value));
    const passed = passedOn(node, this.#opset);
    if (passed && output && !isResult) {
      this.#now.set(output, passed);
      return;
    }
    const contents = node.outputs.map((value) => value && known(value));
    if (!isResult && contents.every((content, i) => content !== null || node.outputs[i] === null)) {
      for (const [i, value] of node.outputs.entries()) {
        if (value) this.#now.set(value, contents[i] as Value);
      }
      return;
    }
    if (!this.#merge(node)) this.#nodes.push(node);
  }

  /** Whether an earlier node computes all this one does, or can be made to. */
  #merge(node: Node): boolean {
    const key = this.#keys.of(node);
    if (key === null) return false;
    const place = this.#places.get(key);
    const first = place === undefined ? undefined : this.#nodes[place];
    if (place === undefined || !first || !alike(first, node)) {
      this.#places.set(key, this.#nodes.length);
      return false;
    }
    const length = Math.max(first.outputs.length, node.outputs.length);
    const outputs = Array.from({ length }, (_, i) => first.outputs[i] ?? node.outputs[i] ?? null);
    this.#nodes[place] = { ...first, outputs };
    for (const [i, value] of node.outputs.entries()) {
      const kept = outputs[i];
      if (!value || !kept || kept === value) continue;
      if (this.#outputs.has(value)) this.#nodes.push(copy(kept, value));
      else this.#now.set(value, kept);
    }
    return true;
  }
}

/** Whether two nodes of one key may be one. */
function alike(a: Node, b: Node): boolean {
  const same =
    a.outputs.length === b.outputs.length && a.outputs.every((value, i) => !value === !b.outputs[i]);
  return same || shortened.has(a.op);
}

const copy = (from: Value, to: Value): Node => ({
  op: "Identity",
  domain: "",
  name: "",
  inputs: [from],
  outputs: [to],
  attributes: {},
});
