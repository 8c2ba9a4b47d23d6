import { InferenceSession, Tensor } from "onnxruntime-node";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { Builder } from "../../src/graph/builder.js";
import { simplify } from "../../src/graph/simplify.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Graph, Node, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";

// A network in which every x that a Relu, Clip or MaxPool is about to bend has an input of its own added to it, a nudge.
// It shows which decisions of such a layer, made the other way, would turn its gradient into another one.

/** A layer that bends: y = f(x), where x has its nudge already. */
interface Kinks {
  readonly node: Node;
  readonly x: Value;
  readonly y: Value;
}

/** One element moved over its kink. */
export interface Nudge {
  readonly layer: number;
  readonly at: number;
  readonly by: number;
}

/** What a layer of kinks had at a run. */
export interface Layer {
  readonly node: Node;
  readonly x: Tensor;
  /** The gradient of y. */
  readonly dy: Tensor;
  /** What the residual becomes on its way to x: the slope of ⟨residual, gradient⟩ along the gradient of x. */
  readonly tangent: Float32Array;
}

export interface Answer {
  readonly logits: Float32Array;
  readonly gradient: Float32Array;
}

const named = (g: Builder, value: Value, name: string): Value =>
  g.op("Identity", [value], {}, { outputs: [name] });

export class NudgedNetwork {
  readonly #inputs: readonly Value[];
  readonly #kinks: readonly Kinks[];
  readonly #session: InferenceSession;

  private constructor(inputs: readonly Value[], kinks: readonly Kinks[], session: InferenceSession) {
    this.#inputs = inputs;
    this.#kinks = kinks;
    this.#session = session;
  }

  /** A network of one input, of this shape, and one output. */
  static async open(graph: Graph, dims: readonly number[]): Promise<NudgedNetwork> {
    const g = new Builder({ ...graph, inputs: [], nodes: [] });
    const input = g.input("input", "float32", dims);
    const { kinks, logits } = withNudges(g, graph, input);
    const seed = g.input("seed", "float32", logits.type.shape ?? []);
    const residual = g.input("residual", "float32", dims);
    const asked = [input, ...kinks.map(({ y }) => y), ...kinks.map(({ x }) => x)];
    const [gradient, ...rest] = vjp(g, logits, seed, asked, rules) as [Value, ...Value[]];
    const dys = rest.slice(0, kinks.length);
    const tangents = vjp(g, gradient, residual, rest.slice(kinks.length), rules) as Value[];
    const ends = kinks.flatMap(({ x }, k) => [
      named(g, x, `x_${k}`),
      named(g, dys[k] as Value, `dy_${k}`),
      named(g, tangents[k] as Value, `tangent_${k}`),
    ]);
    const whole = g.graph([named(g, logits, "scores"), named(g, gradient, "gradient"), ...ends]);
    const options = { intraOpNumThreads: 1, logSeverityLevel: 3 } as const;
    return new NudgedNetwork(g.inputs, kinks, await InferenceSession.create(write(simplify(whole)), options));
  }

  /** Scores and gradient for an input, with these elements nudged. */
  async answer(input: Float32Array, seed: Float32Array, nudges: readonly Nudge[]): Promise<Answer> {
    const feeds = this.#feeds({ input, seed }, nudges);
    const results = await this.#session.run(feeds, ["scores", "gradient"]);
    return {
      logits: results.scores?.data as Float32Array,
      gradient: results.gradient?.data as Float32Array,
    };
  }

  /** What each layer has to do with a residual, a difference of gradients. */
  async layers(
    input: Float32Array,
    seed: Float32Array,
    residual: Float32Array,
    nudges: readonly Nudge[],
  ): Promise<Layer[]> {
    const results = await this.#session.run(this.#feeds({ input, seed, residual }, nudges));
    return this.#kinks.map(({ node }, k) => ({
      node,
      x: results[`x_${k}`] as Tensor,
      dy: results[`dy_${k}`] as Tensor,
      tangent: results[`tangent_${k}`]?.data as Float32Array,
    }));
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  /** Zeros for what is not given. */
  #feeds(given: Readonly<Record<string, Float32Array>>, nudges: readonly Nudge[]): Record<string, Tensor> {
    const feeds = Object.fromEntries(
      this.#inputs.map(({ name, type }) => {
        const dims = type.shape as number[];
        return [
          name,
          new Tensor("float32", given[name] ?? new Float32Array(elementCount(dims)), dims),
        ] as const;
      }),
    );
    for (const { layer, at, by } of nudges) (feeds[`nudge_${layer}`]?.data as Float32Array)[at] = by;
    return feeds;
  }
}

const bent = new Set(["Relu", "Clip", "MaxPool"]);

/** Adds to `g` the graph with its nudges. */
function withNudges(g: Builder, graph: Graph, input: Value): { kinks: Kinks[]; logits: Value } {
  const now = new Map<Value, Value>([[graph.inputs[0] as Value, input]]);
  const kinks: Kinks[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((value) => value && (now.get(value) ?? value));
    const [before] = inputs;
    const bends = bent.has(node.op) && before;
    if (bends) {
      const nudge = g.input(`nudge_${kinks.length}`, "float32", before.type.shape ?? []);
      inputs[0] = g.op("Add", [before, nudge]);
    }
    const names = node.outputs.map((output) => output?.name ?? null);
    const outputs = g.node(node.op, inputs, node.attributes, { outputs: names });
    for (const [i, output] of node.outputs.entries()) if (output) now.set(output, outputs[i] as Value);
    if (bends) kinks.push({ node, x: inputs[0] as Value, y: outputs[0] as Value });
  }
  return { kinks, logits: now.get(graph.outputs[0] as Value) as Value };
}
