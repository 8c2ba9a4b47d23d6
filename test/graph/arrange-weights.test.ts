import { describe, expect, it } from "vitest";
import { arrangeWeights } from "../../src/graph/arrange-weights.js";
import { int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { storedConstant } from "../../src/graph/stored.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { evaluate } from "../oracle/interpreter.js";
import { ndarray } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";

const whole = new Uint8Array(4 * 1000 + 1);
/** A file in which the weights lie at an odd place, as those of a model do. */
const source = whole.subarray(1);
source.set(new Uint8Array(Float32Array.from({ length: 1000 }, (_, i) => i + 1).buffer));

function weight(g: Builder, r: Random, dims: readonly number[]): Value {
  const [from = 0] = r.ints(1, 0, 100);
  const length = dims.reduce((a, b) => a * b);
  const bytes = source.subarray(4 * from, 4 * (from + length));
  return g.constant({ dtype: "float32", dims, bytes, strings: null });
}

/** Cut, turned and padded at random, twice over. */
function cut(g: Builder, r: Random, from: Value, depth = 2): Value {
  const dims = from.type.shape as readonly number[];
  const axes = [2, 3];
  const sizes = axes.map((axis) => dims[axis] as number);
  const backward = r.chance();
  const step = r.chance() ? 1 : 2;
  const slice = [
    g.ints(backward ? [-1, -1] : r.ints(2, 0, 1)),
    g.ints(backward ? sizes.map((size) => -1 - size) : [2 ** 31, 2 ** 31]),
    g.ints(r.chance() ? axes : [-2, -1]),
    g.ints([backward ? -step : step, backward ? -1 : 1]),
  ];
  const part = g.op("Slice", [from, ...slice]);
  const turned = r.chance() ? part : g.op("Transpose", [part], { perm: ints([1, 0, 2, 3]) });
  if (depth > 1) return cut(g, r, turned, depth - 1);
  return r.chance() ? turned : g.op("Pad", [turned, g.ints(r.ints(4, 0, 2)), null, g.ints(axes)]);
}

const product = (g: Builder, x: Value, w: Value): Value =>
  g.op("Mul", [x, g.op("ReduceSum", [w, g.ints([0, 1])], { keepdims: int(0) })]);

const opsOf = (graph: Graph): string[] => graph.nodes.map(({ op }) => op);

describe("weights that only have to be cut, turned and put together", () => {
  it("are what the nodes would have made of them, element by element", () => {
    for (let seed = 0; seed < 40; seed++) {
      const r = new Random(seed);
      const g = new Builder(18);
      const x = g.input("x", "float32", [1, 1]);
      const w = weight(g, r, [3, 2, 4, 5]);
      const one = cut(g, r, w);
      const both = g.op("Concat", [one, r.chance() ? one : g.op("Pad", [one, g.ints(Array(8).fill(0))])], {
        axis: int(-4),
      });
      const graph = g.graph([product(g, x, one), product(g, x, both)]);
      const { graph: lean, bytes } = arrangeWeights(graph, source);
      expect(opsOf(lean)).toEqual(["ReduceSum", "Mul", "ReduceSum", "Mul"]);
      const read = lean.nodes.flatMap(({ inputs }) => inputs.map((input) => input?.constant?.bytes.buffer));
      expect(read.filter((buffer) => buffer === bytes?.buffer).length).toBe(2);
      const feeds = new Map([[x, ndarray([1, 1], [1])]]);
      expect(evaluate(lean, feeds)).toEqual(evaluate(graph, feeds));
    }
  });

  it("lie in shared memory where the file does", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(16));
    const g = new Builder(18);
    const w = g.constant({ dtype: "float32", dims: [2, 2], bytes: shared, strings: null });
    const y = g.op("Neg", [g.op("Transpose", [w])]);
    expect(arrangeWeights(g.graph([y]), shared).bytes?.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(arrangeWeights(g.graph([y]), source).bytes?.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("stay as they are where they are outputs, stored, of other types, or filled with something else than zeros", () => {
    const g = new Builder(18);
    const w = g.floats(Array(64).fill(1), [8, 8]);
    const output = g.op("Transpose", [w]);
    const stored = { byteLength: 16, read: () => {}, part: () => stored };
    const far = g.constant(storedConstant("float32", [2, 2], stored));
    const others = [
      g.op("Transpose", [far]),
      g.op("Transpose", [g.ints([1, 2, 3, 4], [2, 2])]),
      g.op("Pad", [w, g.ints([1, 1, 1, 1]), g.scalar(2)]),
      g.op("Pad", [w, g.ints([1, 1, 1, 1])], { mode: string("edge") }),
    ];
    const graph = g.graph([output, ...others.map((value) => g.op("Neg", [value]))]);
    expect(arrangeWeights(graph, source)).toEqual({ graph, bytes: null });
  });
});
