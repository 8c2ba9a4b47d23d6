import { describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { differentiate } from "../../src/gradient/differentiate.js";
import { rules } from "../../src/gradient/rules/index.js";
import { int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { DType } from "../../src/graph/tensor.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { evaluate } from "../oracle/interpreter.js";
import { ndarray } from "../oracle/ndarray.js";

/** scores = relu(x · w), and beside it the sum of x. */
function network(names: { x?: string; scores?: string; sum?: string } = {}, dtype: DType = "float32") {
  const g = new Builder(18);
  const x = g.input(names.x ?? "x", dtype, ["batch", 2]);
  const w = g.floats([1, 2, 3, -4, 5, 6], [2, 3], dtype);
  const hidden = g.op("MatMul", [x, w], {}, { name: "linear", outputs: ["hidden"] });
  const scores = g.op("Relu", [hidden], {}, { outputs: [names.scores ?? "scores"] });
  const sum = g.op("ReduceSum", [x], { keepdims: int(0) }, { outputs: [names.sum ?? "sum"] });
  return { graph: g.graph([scores, sum]), x, hidden, scores, sum };
}

const names = (values: readonly Value[]): string[] => values.map((value) => value.name);

function run(
  graph: Graph,
  feeds: Record<string, readonly [readonly number[], readonly number[]]>,
): Record<string, number[]> {
  const tensors = new Map(graph.inputs.map((value) => [value, ndarray(...(feeds[value.name] ?? [[], []]))]));
  const results = evaluate(graph, tensors);
  return Object.fromEntries(
    graph.outputs.map((value, i) => [value.name, Array.from(results[i]?.data ?? [], (x) => x + 0)]),
  );
}

const x = [
  [2, 2],
  [1, 1, 1, -1],
] as const;

describe("differentiate", () => {
  test("keeps inputs and outputs and appends seed and gradient", () => {
    const { graph, scores, x } = network();
    const both = differentiate(graph, { of: scores, wrt: x });
    expect(both.inputs.slice(0, -1)).toEqual(graph.inputs);
    expect(both.outputs.slice(0, -1)).toEqual(graph.outputs);
    expect(names(both.inputs)).toEqual(["x", "seed"]);
    expect(names(both.outputs)).toEqual(["scores", "sum", "gradient"]);
    expect(both.inputs.at(-1)?.type).toMatchObject({ dtype: "float32", shape: ["batch", 3] });
    expect(both.outputs.at(-1)?.type).toMatchObject({ dtype: "float32", shape: ["batch", 2] });
    expect(both.nodes.slice(0, graph.nodes.length)).toEqual(graph.nodes);
  });

  test("computes value and vector-Jacobian product", () => {
    const { graph, scores, x: input } = network();
    const both = differentiate(graph, { of: scores, wrt: input });
    const seed = [
      [2, 3],
      [1, 0, 0, 0, 10, 1],
    ] as const;
    // x·w is [-3, 7, 9] and [5, -3, -3].
    expect(run(both, { x, seed })).toEqual({
      scores: [0, 7, 9, 5, 0, 0],
      sum: [2],
      gradient: [0, 0, 0, 0],
    });
    expect(
      run(both, {
        x,
        seed: [
          [2, 3],
          [0, 1, 1, 1, 1, 1],
        ],
      }).gradient,
    ).toEqual([5, 11, 1, -4]);
  });

  test("from and to layers in the middle", () => {
    const { graph, scores, hidden, x: input } = network();
    const seed = [
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ] as const;
    expect(run(differentiate(graph, { of: scores, wrt: hidden }), { x, seed }).gradient).toEqual([
      0, 2, 3, 4, 0, 0,
    ]);
    expect(run(differentiate(graph, { of: hidden, wrt: input }), { x, seed }).gradient).toEqual([
      14, 24, 32, 45,
    ]);
    expect(run(differentiate(graph, { of: hidden, wrt: hidden }), { x, seed }).gradient).toEqual(seed[1]);
  });

  test("of an output that is a scalar", () => {
    const { graph, sum, x: input } = network();
    const both = differentiate(graph, { of: sum, wrt: input });
    expect(run(both, { x, seed: [[], [3]] }).gradient).toEqual([3, 3, 3, 3]);
  });

  test("of a graph that is differentiated already", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2]);
    const y = g.op("Pow", [x, g.scalar(3)], {}, { outputs: ["y"] });
    const once = differentiate(g.graph([y]), { of: y, wrt: x });
    const twice = differentiate(once, { of: once.outputs[1] as Value, wrt: x });
    expect(names(twice.inputs)).toEqual(["x", "seed", "seed_1"]);
    expect(names(twice.outputs)).toEqual(["y", "gradient", "gradient_1"]);
    const found = run(twice, { x: [[2], [2, 3]], seed: [[2], [1, 1]], seed_1: [[2], [1, 1]] });
    expect(found).toEqual({ y: [8, 27], gradient: [12, 27], gradient_1: [12, 18] });
  });

  test("gives new names where the graph has taken them", () => {
    const { graph, scores, x } = network({ x: "seed", scores: "gradient", sum: "gradient_1" });
    const both = differentiate(graph, { of: scores, wrt: x });
    expect(names(both.inputs)).toEqual(["seed", "seed_1"]);
    expect(names(both.outputs)).toEqual(["gradient", "gradient_1", "gradient_2"]);
    const same = differentiate(graph, { of: scores, wrt: x, seedName: "v", gradientName: "v" });
    expect([names(same.inputs).at(-1), names(same.outputs).at(-1)]).toEqual(["v", "v_1"]);
  });

  test("the seed has the element type of what is differentiated", () => {
    const { graph, scores, x } = network({}, "float16");
    const both = differentiate(graph, { of: scores, wrt: x });
    expect(both.inputs.at(-1)?.type.dtype).toBe("float16");
    expect(both.outputs.at(-1)?.type.dtype).toBe("float16");
  });

  test("takes other rules", () => {
    const { graph, scores, x: input } = network();
    const straight = differentiate(graph, {
      of: scores,
      wrt: input,
      rules: { ...rules, Relu: (_g, dy) => [dy] },
    });
    expect(
      run(straight, {
        x,
        seed: [
          [2, 3],
          [1, 0, 0, 1, 0, 0],
        ],
      }).gradient,
    ).toEqual([1, -4, 1, -4]);
  });

  test("refuses what does not depend, and what has no known rank", () => {
    const { graph, scores, hidden, sum, x } = network();
    expect(() => differentiate(graph, { of: sum, wrt: hidden })).toThrow(RegardError);
    expect(() => differentiate(graph, { of: sum, wrt: hidden })).toThrow('"sum" does not depend on "hidden"');
    expect(() => differentiate(graph, { of: x, wrt: scores })).toThrow('"x" does not depend on "scores"');
    const g = new Builder(graph);
    const odd = g.op("Odd", [x], {}, { domain: "com.example", outputs: ["odd"] });
    expect(() => differentiate(g.graph([odd]), { of: odd, wrt: x })).toThrow(
      'the shape of "odd" is not known',
    );
  });

  test("refuses a path that only steps lie on", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2]);
    const y = g.op("Round", [x], {}, { outputs: ["y"] });
    expect(() => differentiate(g.graph([y]), { of: y, wrt: x })).toThrow('"y" does not depend on "x"');
  });
});
