import { expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { float, int, ints } from "../../src/graph/attributes.js";
import type { Builder } from "../../src/graph/builder.js";
import type { Value } from "../../src/graph/types.js";
import { Random } from "../oracle/random.js";
import { type Case, data, parameter, type Row, uniform } from "./case.js";
import { checkRow } from "./harness.js";
import { compareWithRuntime } from "./runtime.js";

// Whole graphs made at random: values read many times, paths that part and meet, branches that lead nowhere, several
// outputs, inputs that nothing reads or that are outputs themselves. All values have the shape [2, 3, 4] or broadcast to it.

type Step = (g: Builder, pick: () => Value, r: Random) => readonly (Value | null)[];

const smooth = ["Tanh", "Sigmoid", "Sin", "Softplus", "Erf", "Atan", "Identity", "Neg"];

const steps: readonly Step[] = [
  (g, pick, r) => [g.op(r.pick(smooth), [pick()])],
  (g, pick, r) => [g.op(r.pick(["Add", "Sub", "Mul"]), [pick(), pick()])],
  (g, pick) => {
    const x = pick();
    return [g.op("Mul", [x, x])];
  },
  (g, pick) => [g.op("Sum", [pick(), pick(), pick()])],
  // Two outputs, both used, one, or none.
  (g, pick) => {
    const parts = g.node(
      "Split",
      [full(g, pick())],
      { num_outputs: int(2), axis: int(2) },
      { outputs: ["a", "b"] },
    );
    const [a = null, b = null] = parts;
    return [g.op("Concat", [b, a], { axis: int(2) }), g.op("Concat", [a, a], { axis: int(-1) })];
  },
  (g, pick) => [g.op("Softmax", [full(g, pick())], { axis: int(1) })],
  (g, pick) => [g.op("ReduceMean", [full(g, pick()), g.ints([0, 2])])],
  (g, pick) => {
    const x = full(g, pick());
    const square = g.op("MatMul", [x, g.op("Transpose", [full(g, pick())], { perm: ints([0, 2, 1]) })]);
    return [g.op("MatMul", [square, x])];
  },
  (g, pick) => [
    g.op("Elu", [g.op("Add", [g.op("Abs", [g.op("Tanh", [pick()])]), g.floats([0.1])])], { alpha: float(2) }),
  ],
  // Shapes are computed from values, without a gradient.
  (g, pick) => {
    const x = pick();
    return [g.op("Expand", [g.op("ReduceSum", [x], { keepdims: int(1) }), g.op("Shape", [x])])];
  },
];

const full = (g: Builder, x: Value): Value => g.op("Expand", [x, g.ints([2, 3, 4])]);

/** Keeps magnitudes near 1 however deep the graph is. */
const tamed = (g: Builder, x: Value): Value => g.op("Tanh", [x]);

function network(r: Random): Case {
  const shapes = [[2, 3, 4], r.pick([[1, 3, 1], [4], [], [3, 4]]), [2, 3, 4]];
  const size = r.int(4, 14);
  const seed = r.int(0, 2 ** 30);
  return {
    inputs: shapes.map((dims, i) => (i === 1 ? parameter : data)(dims, uniform(r, dims))),
    nodes: (g, inputs) => {
      // The harness builds a case twice; both times the same graph.
      const same = new Random(seed);
      const values = inputs.filter((input) => input !== null);
      for (let i = 0; i < size; i++) {
        const made = same.pick(steps)(g, () => same.pick(values), same);
        values.push(...made.filter((value) => value !== null).map((value) => tamed(g, value)));
      }
      const outputs = same.shuffle(values.slice(inputs.length)).slice(0, same.int(1, 3));
      return same.chance(0.2) ? [...outputs, ...inputs.slice(0, 1)] : outputs;
    },
  };
}

test("the gradients of random graphs agree with central differences and run on ONNX Runtime", async () => {
  const row: Row = { make: network, count: 60 };
  const { configurations, failures } = await checkRow("network", row, rules, ({ graph, feeds }) =>
    compareWithRuntime(graph, feeds),
  );
  console.log(`${configurations} random graphs`);
  expect(failures).toEqual([]);
});
