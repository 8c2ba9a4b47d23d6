import { constantValue, floatConstant, intConstant } from "./constants.js";
import { inferTypes } from "./infer.js";
import { liveNodes, replaceCaptured } from "./live.js";
import type { Constant, DType } from "./tensor.js";
import { type Attributes, type Dim, type Graph, type Node, unknownType, type Value } from "./types.js";

/** What may be said of a new node beside its inputs and attributes. */
export interface NodeOptions {
  readonly domain?: string;
  /** For people who look at the graph, and in error messages. */
  readonly name?: string;
  /** Names for the outputs; `null` leaves an optional output out. */
  readonly outputs?: readonly (string | null)[];
}

/** Longer constants are not compared with earlier ones. */
const mostShared = 32;

/**
 * Writes a graph node by node. Every new value gets its type at once, so whoever adds nodes can ask for shapes.
 * Starts empty, or on an existing graph whose nodes it keeps and never edits.
 */
export class Builder {
  readonly opset: number;
  readonly domains: Record<string, number>;
  readonly inputs: Value[] = [];
  readonly nodes: Node[] = [];
  readonly #base: Graph | null;
  readonly #shared = new Map<string, Value>();
  readonly #producers = new Map<Value, Node>();
  #count = 0;
  #known = 0;

  constructor(from: number | Graph) {
    this.#base = typeof from === "number" ? null : from;
    this.opset = typeof from === "number" ? from : from.opset;
    this.domains = { ...this.#base?.domains };
    this.inputs.push(...(this.#base?.inputs ?? []));
    this.nodes.push(...(this.#base?.nodes ?? []));
  }

  /** A new input of the graph. */
  input(name: string, dtype: DType, shape: readonly Dim[]): Value {
    const value = { name, type: { dtype, shape, opaque: null }, constant: null, elements: null };
    this.inputs.push(value);
    return value;
  }

  /** A constant over bytes in ONNX's raw layout, which are not copied. */
  constant(constant: Constant, name = `constant_${this.#count++}`): Value {
    return constantValue(constant, name);
  }

  /** A constant of floats; by default a vector of float32. */
  floats(
    values: ArrayLike<number>,
    dims: readonly number[] = [values.length],
    dtype: DType = "float32",
  ): Value {
    return this.#share(values, `${dtype}[${dims}]`, () => floatConstant(values, dims, dtype));
  }

  /** One float as a scalar of the element type that `like` has, so that it broadcasts against it. */
  scalar(value: number, like?: Value): Value {
    return this.floats([value], [], like?.type.dtype ?? "float32");
  }

  /** A constant of int64; by default a vector. */
  ints(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.#share(values, `int64[${dims}]`, () => intConstant(values, dims));
  }

  /** Adds a node and gives all its outputs. Throws with the node named where its inputs cannot go together. */
  node(
    op: string,
    inputs: readonly (Value | null)[],
    attributes: Attributes = {},
    options: NodeOptions = {},
  ): readonly (Value | null)[] {
    const name = options.name ?? "";
    const domain = options.domain ?? "";
    const names = options.outputs ?? [`${op}_${this.#count++}`];
    const draft: Omit<Node, "outputs"> = { op, domain, name, inputs, attributes };
    const inferred = inferTypes(draft, this.opset, names.length);
    const outputs = names.map((output, i) =>
      output === null
        ? null
        : {
            name: output,
            type: inferred[i]?.type ?? unknownType,
            constant: null,
            elements: inferred[i]?.elements ?? null,
          },
    );
    this.nodes.push({ ...draft, outputs });
    return outputs;
  }

  /** Adds a node and gives its first output. */
  op(
    op: string,
    inputs: readonly (Value | null)[],
    attributes: Attributes = {},
    options: NodeOptions = {},
  ): Value {
    return this.node(op, inputs, attributes, options)[0] as Value;
  }

  /** The node that computes a value; `undefined` for inputs and constants. */
  producer(value: Value): Node | undefined {
    for (; this.#known < this.nodes.length; this.#known++) {
      const node = this.nodes[this.#known] as Node;
      for (const output of node.outputs) if (output) this.#producers.set(output, node);
    }
    return this.#producers.get(value);
  }

  /**
   * Adds a copy of `graph` in which `replace` stands for some of its values (usually its inputs), with types inferred
   * anew. Gives the map from the old values to the new ones.
   */
  inline(graph: Graph, replace: ReadonlyMap<Value, Value>): ReadonlyMap<Value, Value> {
    const map = new Map(replace);
    const now = (value: Value | null): Value | null => (value === null ? null : (map.get(value) ?? value));
    for (const node of graph.nodes) {
      if (node.outputs.every((output) => output === null || replace.has(output))) continue;
      const outputs = this.node(node.op, node.inputs.map(now), replaceCaptured(node.attributes, map), {
        domain: node.domain,
        name: node.name,
        outputs: node.outputs.map((output) => output?.name ?? null),
      });
      for (const [i, old] of node.outputs.entries()) {
        const fresh = outputs[i];
        if (old !== null && fresh && !map.has(old)) map.set(old, fresh);
      }
    }
    return map;
  }

  /** The graph from the inputs to `outputs`; nodes that lead to none of them are left out. */
  graph(outputs: readonly Value[], name = this.#base?.name ?? "regard"): Graph {
    const { opset, domains } = this;
    const functions = this.#base?.functions ?? [];
    const metadata = this.#base?.metadata ?? {};
    return {
      name,
      opset,
      domains,
      inputs: [...this.inputs],
      outputs,
      nodes: liveNodes(this.nodes, outputs),
      functions,
      metadata,
    };
  }

  /** Small constants are one value however often they are asked for. */
  #share(values: ArrayLike<number>, type: string, make: () => Constant): Value {
    if (values.length > mostShared) return this.constant(make());
    const spelled = Array.from(values, (value) => (Object.is(value, -0) ? "-0" : `${value}`));
    const key = `${type} ${spelled.join()}`;
    const known = this.#shared.get(key);
    if (known) return known;
    const value = this.constant(make());
    this.#shared.set(key, value);
    return value;
  }
}
