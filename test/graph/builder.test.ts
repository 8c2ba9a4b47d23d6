import { describe, expect, test } from "vitest";
import { graphAttribute, int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { floats, ramp, run } from "./runtime.js";

/** y = Relu(x) · 2 over any batch. */
function small(): Graph {
  const g = new Builder(18);
  const x = g.input("x", "float32", ["N", 3]);
  return g.graph([g.op("Mul", [g.op("Relu", [x]), g.scalar(2, x)], {}, { outputs: ["y"] })]);
}

describe("a builder", () => {
  test("types every value as it is made", () => {
    const { outputs } = small();
    expect(outputs[0]?.type).toEqual({ dtype: "float32", shape: ["N", 3], opaque: null });
  });

  test("names what cannot go together", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2, 3]);
    const add = (): Value => g.op("Add", [x, g.floats([1, 2])], {}, { name: "bias" });
    expect(add).toThrow(/operator Add \(node "bias"\): .*\[2,3\] and \[2\].*"x" float32\[2, 3\]/);
  });

  test("makes small constants once", () => {
    const g = new Builder(18);
    expect(g.ints([1, 2])).toBe(g.ints([1, 2]));
    expect(g.scalar(1)).not.toBe(g.floats([1]));
    expect(g.floats([-0])).not.toBe(g.floats([0]));
  });

  test("keeps the graph it starts from, and leaves out what leads nowhere", () => {
    const graph = small();
    const g = new Builder(graph);
    g.op("Neg", [graph.outputs[0] as Value]);
    const z = g.op("Exp", [graph.outputs[0] as Value], {}, { outputs: ["z"] });
    const longer = g.graph([z]);
    expect(longer.nodes.map(({ op }) => op)).toEqual(["Relu", "Mul", "Exp"]);
    expect(graph.nodes.map(({ op }) => op)).toEqual(["Relu", "Mul"]);
  });
});

describe("inline", () => {
  test("puts another value in the place of an input, and infers anew", async () => {
    const graph = small();
    const g = new Builder(18);
    const pixels = g.input("pixels", "float32", [5, 3]);
    const map = g.inline(graph, new Map([[graph.inputs[0] as Value, g.op("Neg", [pixels])]]));
    const y = map.get(graph.outputs[0] as Value) as Value;
    expect(y.type.shape).toEqual([5, 3]);
    expect(y.name).toBe("y");
    const [output] = (await run(write(g.graph([y])), [ramp([5, 3])])).values();
    const expected = (ramp([5, 3]).data as Float32Array).map((value) => Math.max(-value, 0) * 2);
    expect(floats(output)).toEqual(expected);
  });

  test("twice gives two copies that share the constants", () => {
    const graph = small();
    const g = new Builder(18);
    const x = g.input("x", "float32", [1, 3]);
    const copy = (): Value => {
      const map = g.inline(graph, new Map([[graph.inputs[0] as Value, x]]));
      return map.get(graph.outputs[0] as Value) as Value;
    };
    const [a, b] = [copy(), copy()];
    expect(a).not.toBe(b);
    expect(g.nodes).toHaveLength(4);
    expect(g.nodes[1]?.inputs[1]).toBe(g.nodes[3]?.inputs[1]);
  });

  test("leaves out nodes whose outputs are all replaced", () => {
    const graph = small();
    const g = new Builder(18);
    const relu = graph.nodes[0]?.outputs[0] as Value;
    const map = g.inline(graph, new Map([[relu, g.input("features", "float32", [1, 3])]]));
    expect(g.nodes.map(({ op }) => op)).toEqual(["Mul"]);
    expect(map.get(graph.outputs[0] as Value)?.type.shape).toEqual([1, 3]);
  });

  test("reaches what subgraphs capture", async () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2]);
    const a = g.op("Relu", [x], {}, { outputs: ["a"] });
    const body = (op: string): Graph => {
      const inner = new Builder(18);
      return inner.graph([inner.op(op, [a], {}, { outputs: ["b"] })]);
    };
    const condition = g.op("Cast", [g.ints([1], [])], { to: int(9) });
    const bodies = { then_branch: graphAttribute(body("Neg")), else_branch: graphAttribute(body("Exp")) };
    const graph = g.graph([g.op("If", [condition], bodies, { outputs: ["y"] })]);

    const h = new Builder(18);
    const input = h.input("input", "float32", [2]);
    const map = h.inline(graph, new Map([[x, h.op("Neg", [input])]]));
    const y = map.get(graph.outputs[0] as Value) as Value;
    const [output] = (await run(write(h.graph([y])), [ramp([2])])).values();
    const expected = (ramp([2]).data as Float32Array).map((value) => -Math.max(-value, 0));
    expect([...floats(output)]).toEqual([...expected]);
  });
});
