import type { Rules } from "../../src/gradient/rule.js";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { simplify } from "../../src/graph/simplify.js";
import type { Attributes, Graph, Value } from "../../src/graph/types.js";
import { type NdArray, ndarray } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";

// Small whole numbers everywhere: sums are exact and ties frequent, so that both ways of computing agree bit by bit.

const whole = (r: Random, count: number): number[] => r.ints(count, -2, 2);

export interface Network {
  readonly graph: Graph;
  readonly x: Value;
  readonly logits: Value;
  /** What lies between, for other questions. */
  readonly inner: Value;
}

/** The layers of a network, written one after the other with random windows. */
class Layers {
  readonly g = new Builder(18);
  readonly r: Random;

  constructor(r: Random) {
    this.r = r;
  }

  conv(x: Value, outputs: number, kernel: number, attributes: Attributes = {}): Value {
    const inputs = x.type.shape?.[1] as number;
    const dims = [outputs, inputs, kernel, kernel];
    const w = this.g.floats(
      whole(
        this.r,
        dims.reduce((a, b) => a * b),
      ),
      dims,
    );
    return this.g.op("Conv", [x, w, this.g.floats(whole(this.r, outputs))], attributes);
  }

  relu(x: Value): Value {
    return this.r.chance(0.3)
      ? this.g.op("Clip", [x, this.g.scalar(0), this.g.scalar(6)])
      : this.g.op("Relu", [x]);
  }

  /** One or two convolutions, their channels concatenated. */
  fire(x: Value): Value {
    const padded = { pads: ints([1, 1, 1, 1]) };
    if (this.r.chance()) return this.relu(this.conv(x, 8, 3, padded));
    const branches = [
      this.g.op("Relu", [this.conv(x, 8, 1)]),
      this.g.op("Relu", [this.conv(x, 16, 3, padded)]),
    ];
    return this.g.op("Concat", branches, { axis: int(1) });
  }

  pool(x: Value): Value {
    const kernel = (x.type.shape ?? []).slice(2).map((size) => this.r.int(1, Math.min(3, Number(size))));
    const stride = this.r.int(1, Math.min(...kernel));
    const pads = [...kernel, ...kernel].map((size) => this.r.int(0, size - 1));
    return this.g.op("MaxPool", [x], {
      kernel_shape: ints(kernel),
      strides: ints([stride, stride]),
      // Both together may leave out a window that ONNX Runtime counts when it infers shapes.
      ...this.r.pick([{}, { pads: ints(pads) }, { ceil_mode: int(1) }]),
    });
  }

  /** A block with a shortcut, both with a stride. */
  residual(x: Value): Value {
    const strides = ints([2, 2]);
    const long = this.conv(x, 8, 3, { strides, pads: ints([1, 1, 1, 1]) });
    return this.relu(this.g.op("Add", [long, this.conv(x, 8, 1, { strides })]));
  }
}

export function network(seed: number): Network {
  const r = new Random(seed);
  const layers = new Layers(r);
  const { g } = layers;
  const size = r.ints(2, 11, 17);
  const x = g.input("x", "float32", ["N", 3, ...size]);
  const stride = r.int(1, 2);
  const kernel = r.int(stride, 4);
  const pads = ints(r.ints(4, 0, kernel - 1));
  const stem = layers.relu(layers.conv(x, 8, kernel, { strides: ints([stride, stride]), pads }));
  const inner = layers.pool(stem);
  const fire = layers.fire(inner);
  const pooled = r.chance(0.7) ? layers.pool(fire) : fire;
  const last = r.chance() ? layers.residual(pooled) : layers.fire(pooled);
  const scores = layers.relu(layers.conv(last, 8, 1, r.chance() ? { pads: ints([1, 1, 1, 1]) } : {}));
  const logits = g.op("Flatten", [g.op("ReduceSum", [scores, g.ints([2, 3])])]);
  return { graph: g.graph([logits]), x, logits, inner: r.chance() ? inner : stem };
}

/** The gradient with respect to `wrt`, by `rules`. */
export function gradientOf({ graph, logits }: Network, wrt: Value, rules: Rules): Graph {
  const g = new Builder(graph);
  const seed = g.input("seed", "float32", logits.type.shape ?? []);
  const [gradient] = vjp(g, logits, seed, [wrt], rules);
  const outputs = [logits, gradient as Value].map((value, i) =>
    g.op("Identity", [value], {}, { outputs: [`y${i}`] }),
  );
  return simplify(g.graph(outputs));
}

/** A ReLU of one's own, which keeps a pool from masking in its place. */
export const plain: Rules = { ...rules, Relu: (g, dy, op) => rules.Relu(g, dy, op) };

export function feedsOf(graph: Graph, r: Random): ReadonlyMap<Value, NdArray> {
  return new Map(
    graph.inputs.map((value) => {
      const dims = (value.type.shape ?? []).map((dim) => (typeof dim === "number" ? dim : 1));
      return [
        value,
        ndarray(
          dims,
          whole(
            r,
            dims.reduce((a, b) => a * b),
          ),
          "float32",
        ),
      ];
    }),
  );
}

/** What `network` is called with. */
export const seeds = Array.from({ length: 40 }, (_, i) => i);

/** Zeros without their signs, which sums in another order change. */
export const withoutSign = ({ dims, data }: NdArray) => ({ dims, data: data.map((x) => x + 0) });

/** The same feeds for a graph with inputs of the same names. */
export function byName(
  from: Graph,
  feeds: ReadonlyMap<Value, NdArray>,
  to: Graph,
): ReadonlyMap<Value, NdArray> {
  const named = new Map(from.inputs.map((value) => [value.name, feeds.get(value) as NdArray]));
  return new Map(to.inputs.map((value) => [value, named.get(value.name) as NdArray]));
}
