import { Builder } from "../graph/builder.js";
import { reads, replaceCaptured } from "../graph/live.js";
import type { Graph, Node, Value } from "../graph/types.js";
import type { Around, Rewrite } from "./rewrite.js";

/** Sums of products of their inputs. */
const sums = new Set(["Add", "Sub", "Neg", "Mul", "Conv", "ConvTranspose", "Gemm", "MatMul", "Concat"]);

/** What moves the elements of its first input about, or adds some of them. */
const moves = new Set([
  ...[
    "Split",
    "Slice",
    "Pad",
    "Reshape",
    "Flatten",
    "Squeeze",
    "Unsqueeze",
    "Transpose",
    "Expand",
    "DepthToSpace",
  ],
  ...["Resize", "ReduceSum", "ReduceMean"],
]);

/** What a runtime makes of nodes. */
interface Runtime {
  /** Whether the first output of a node is in the blocked layout. */
  readonly inBlocks: (node: Node, around: Around) => boolean;
  /** Whether the outputs of a node are finite where those are that `around` says to be, beside sums of products. */
  readonly isFinite?: (node: Node, around: Around) => boolean;
}

/** The graph with the first of `rewrites` that fits made of each node, in order; each sees what has become of the nodes before. */
export function rewritten(graph: Graph, rewrites: readonly Rewrite[], runtime: Runtime): Graph {
  const g = new Builder({ ...graph, nodes: [] });
  const writer = new Writer(g, graph, rewrites, runtime);
  for (const node of graph.nodes) writer.add(node);
  return { ...graph, nodes: g.graph(graph.outputs).nodes };
}

class Writer implements Around {
  readonly g: Builder;
  readonly #rewrites: readonly Rewrite[];
  readonly #runtime: Runtime;
  readonly #outputs: ReadonlySet<Value>;
  readonly #uses = new Map<Value, number>();
  /** What stands for values that are gone. */
  readonly #now = new Map<Value, Value>();
  readonly #producers = new Map<Value, Node>();
  readonly #constants = new Set<Value>();
  readonly #blocked = new Set<Value>();
  readonly #linear = new Set<Value>();
  #noted = 0;

  constructor(g: Builder, { inputs, nodes, outputs }: Graph, rewrites: readonly Rewrite[], runtime: Runtime) {
    this.g = g;
    this.#rewrites = rewrites;
    this.#runtime = runtime;
    for (const input of inputs) this.#linear.add(input);
    this.#outputs = new Set(outputs);
    for (const value of nodes.flatMap(reads)) this.#uses.set(value, this.uses(value) + 1);
  }

  add(node: Node): void {
    const now = (value: Value | null): Value | null => value && (this.#now.get(value) ?? value);
    const inputs = node.inputs.map(now);
    const fresh = { ...node, inputs, attributes: replaceCaptured(node.attributes, this.#now) };
    const instead = this.#rewritten(fresh);
    if (!instead) this.g.nodes.push(fresh);
    for (const [i, value] of node.outputs.entries()) {
      const other = instead?.[i];
      if (!value || !other) continue;
      this.#now.set(value, other);
      this.#uses.set(other, this.uses(value));
    }
    this.#note();
  }

  producer = (value: Value): Node | undefined => this.#producers.get(value);

  uses = (value: Value): number => this.#uses.get(value) ?? 0;

  isConstant = (value: Value): boolean => value.constant !== null || this.#constants.has(value);

  isBlocked = (value: Value): boolean => this.#blocked.has(value);

  isLinear = (value: Value): boolean =>
    this.isConstant(value) || this.isBlocked(value) || this.#linear.has(value);

  #rewritten(node: Node): readonly (Value | null)[] | null {
    if (node.domain !== "" || node.outputs.some((value) => value && this.#outputs.has(value))) return null;
    for (const rewrite of this.#rewrites) {
      const instead = rewrite(node, this);
      if (instead) return instead;
    }
    return null;
  }

  /** Takes note of the nodes that have been added. */
  #note(): void {
    for (const node of this.g.nodes.slice(this.#noted)) {
      const isConstant = node.inputs.length > 0 && reads(node).every(this.isConstant);
      const isLinear = this.#isLinearNode(node) || this.#runtime.isFinite?.(node, this) === true;
      const isBlocked = this.#runtime.inBlocks(node, this);
      for (const value of node.outputs) {
        if (!value) continue;
        this.#producers.set(value, node);
        if (isConstant) this.#constants.add(value);
        if (isBlocked) this.#blocked.add(value);
        if (isLinear) this.#linear.add(value);
      }
    }
    this.#noted = this.g.nodes.length;
  }

  #isLinearNode({ op, inputs }: Node): boolean {
    const [x, divisor] = inputs;
    if (sums.has(op)) return inputs.every((input) => input === null || this.isLinear(input));
    const isScaled = op === "Div" && divisor != null && this.isConstant(divisor);
    return x != null && (isScaled || moves.has(op)) && this.isLinear(x);
  }
}
