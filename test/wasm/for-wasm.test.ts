import { describe, expect, it } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { float, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { simplify } from "../../src/graph/simplify.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { forWasm } from "../../src/wasm/for-wasm.js";
import { rulesForWasm } from "../../src/wasm/rules.js";
import { byName, feedsOf, gradientOf, network, plain, seeds, withoutSign } from "../blocked/networks.js";
import { compareWithRuntime } from "../gradient/runtime.js";
import { evaluate } from "../oracle/interpreter.js";
import { ndarray } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";

const operators = ({ nodes }: Graph): string[] => nodes.map(({ op }) => op);

describe("a graph for WebAssembly", () => {
  it.each(seeds)("computes the same values and gradients: network %i", async (seed) => {
    const net = network(seed);
    for (const wrt of seed % 2 === 0 ? [net.x] : [net.x, net.inner]) {
      const graph = forWasm(gradientOf(net, wrt, rulesForWasm(rules)));
      const feeds = feedsOf(graph, new Random(seed));
      const reference = gradientOf(net, wrt, plain);
      const want = evaluate(reference, byName(graph, feeds, reference)).map(withoutSign);
      expect(evaluate(graph, feeds).map(withoutSign)).toEqual(want);
      await compareWithRuntime(graph, feeds);
    }
  });

  it("has neither indices nor depthwise picks, and masks by products", () => {
    const all = seeds.map(network).map((net) => forWasm(gradientOf(net, net.x, rulesForWasm(rules))));
    for (const graph of all) {
      for (const op of ["Greater", "ScatterElements", "HardSigmoid"])
        expect(operators(graph)).not.toContain(op);
    }
    expect(all.filter((graph) => operators(graph).includes("ConvTranspose")).length).toBeGreaterThan(10);
  });

  it("keeps comparisons where a product would not be 0, or the sign another", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [1, 4]);
    // A gradient through a reciprocal may be infinite; what a leaky ReLU gives may be negative.
    const relu = g.op("Reciprocal", [g.op("Exp", [g.op("Relu", [x])])]);
    const leaky = g.op("Relu", [g.op("LeakyRelu", [x], { alpha: float(0.1) })]);
    const y = g.op("Mul", [relu, leaky]);
    const seed = g.input("seed", "float32", [1, 4]);
    const [dx] = vjp(g, y, seed, [x], rules);
    const graph = simplify(g.graph([dx as Value]));
    const adapted = forWasm(graph);
    const feeds = new Map([
      [x, ndarray([1, 4], [-2, -1, 0, 3], "float32")],
      [seed, ndarray([1, 4], [1, 2, 3, 4], "float32")],
    ]);
    expect(operators(adapted)).toContain("Where");
    expect(evaluate(adapted, feeds)).toEqual(evaluate(graph, feeds));
  });

  it("spreads the phases of a pool by the transpose of the convolution before it", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", ["N", 3, 23, 20]);
    const w = g.floats(
      Array.from({ length: 8 * 3 * 25 }, (_, i) => (i % 7) - 3),
      [8, 3, 5, 5],
    );
    const conv = g.op("Relu", [g.op("Conv", [x, w], { strides: ints([2, 2]), pads: ints([1, 2, 0, 1]) })]);
    const logits = g.op("ReduceSum", [
      g.op("MaxPool", [conv], { kernel_shape: ints([3, 3]), strides: ints([2, 2]) }),
      g.ints([2, 3]),
    ]);
    const net = { graph: g.graph([logits]), x, logits, inner: conv };
    const graph = forWasm(gradientOf(net, x, rulesForWasm(rules)));
    expect(operators(graph)).not.toContain("DepthToSpace");
    const feeds = feedsOf(graph, new Random(5));
    const reference = gradientOf(net, x, plain);
    const want = evaluate(reference, byName(graph, feeds, reference)).map(withoutSign);
    expect(evaluate(graph, feeds).map(withoutSign)).toEqual(want);
  });
});
