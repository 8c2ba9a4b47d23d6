import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { float, int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import type { Attributes, Dim, Graph, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { describeWithData } from "../data.js";
import { cases, tensorOf, unpack, verdicts } from "./archive.js";
import { fed, ramp, run } from "./runtime.js";

const ops = (graph: Graph): string[] => simplify(graph).nodes.map(({ op }) => op);

/** What is left of the nodes that `build` makes on x [N, 4, H, W]. */
function left(build: (g: Builder, x: Value) => Value | Value[]): string[] {
  const g = new Builder(18);
  const outputs = build(g, g.input("x", "float32", ["N", 4, "H", "W"]));
  return ops(g.graph([outputs].flat()));
}

describe("simplify", () => {
  test("removes what passes a value on, bit by bit", () => {
    expect(
      left((g, x) => {
        const a = g.op("Identity", [g.op("Mul", [x, g.scalar(1)])]);
        const b = g.op("Dropout", [g.op("Div", [a, g.floats([1])]), g.scalar(0.5)]);
        const c = g.op("Sub", [g.op("Cast", [b], { to: int(1) }), g.scalar(0)]);
        const d = g.op("Transpose", [g.op("Concat", [c], { axis: int(1) })], { perm: ints([0, 1, 2, 3]) });
        return g.op("Relu", [g.op("Reshape", [d, g.op("Shape", [x])])]);
      }),
    ).toEqual(["Relu"]);
  });

  test("keeps what changes a bit, a shape or a name", () => {
    // −0 + 0 is +0.
    expect(left((g, x) => g.op("Relu", [g.op("Add", [x, g.scalar(0)])]))).toEqual(["Add", "Relu"]);
    expect(left((g, x) => g.op("Relu", [g.op("Add", [x, g.scalar(-0)])]))).toEqual(["Relu"]);
    expect(left((g, x) => g.op("Relu", [g.op("Mul", [x, g.floats([1], [1, 1, 1, 1, 1])])]))).toHaveLength(2);
    expect(left((g, x) => g.op("Identity", [x]))).toEqual(["Identity"]);
    const training = (g: Builder, x: Value): Value => {
      const on = g.constant({ dtype: "bool", dims: [], bytes: Uint8Array.of(1), strings: null });
      return g.op("Relu", [g.op("Dropout", [x, null, on])]);
    };
    expect(left(training)).toEqual(["Dropout", "Relu"]);
  });

  test("spells out the target of an Expand that only copies symbols", () => {
    const expanded = (dims: readonly Dim[]) => {
      const g = new Builder(18);
      const [x, like] = [g.input("x", "float32", [4, "N", 1, 1]), g.input("like", "float32", dims)];
      return simplify(g.graph([g.op("Expand", [x, g.op("Shape", [like])])])).nodes;
    };
    const [node, ...others] = expanded([4, "N", 6, 5]);
    expect(others).toEqual([]);
    expect(node?.inputs[1]?.elements).toEqual([4, 1, 6, 5]);
    expect(expanded([3, 4, "N", 6, 5])[0]?.inputs[1]?.elements).toEqual([3, 4, 1, 6, 5]);
    expect(expanded([4, "N", "M", 5]).map(({ op }) => op)).toEqual(["Shape", "Expand"]);
    expect(expanded([4, "M", 6, 5]).map(({ op }) => op)).toEqual(["Shape", "Expand"]);
  });

  test("folds chains that compute shapes", () => {
    const flattened = (g: Builder, x: Value): Value => {
      const batch = g.op("Gather", [g.op("Shape", [x]), g.ints([0], [])]);
      const target = g.op("Concat", [g.op("Unsqueeze", [batch, g.ints([0])]), g.ints([-1])], {
        axis: int(0),
      });
      return g.op("Reshape", [x, target]);
    };
    expect(left(flattened)).toEqual(["Reshape"]);
    const g = new Builder(18);
    const graph = simplify(g.graph([flattened(g, g.input("x", "float32", ["N", 4, "H", "W"]))]));
    expect(graph.nodes[0]?.inputs[1]?.elements).toEqual([0, -1]);
    const fixed = (g: Builder): Value => {
      const x = g.input("fixed", "float32", [2, 6]);
      const half = g.op("Div", [g.op("Shape", [x]), g.ints([2])]);
      return g.op("Tile", [x, half]);
    };
    expect(left((g) => fixed(g))).toEqual(["Tile"]);
  });

  test("computes nothing twice", () => {
    const twice = (attributes: Attributes = {}, other = attributes) =>
      left((g, x) => g.op("Add", [g.op("LeakyRelu", [x], attributes), g.op("LeakyRelu", [x], other)]));
    expect(twice()).toEqual(["LeakyRelu", "Add"]);
    expect(twice({ alpha: float(0.5) }, { alpha: float(0.25) })).toEqual(["LeakyRelu", "LeakyRelu", "Add"]);
    const byContent = (g: Builder, x: Value): Value => {
      const scale = (): Value =>
        g.constant({ dtype: "float32", dims: [], bytes: new Uint8Array(4), strings: null });
      return g.op("Add", [g.op("Mul", [x, scale()]), g.op("Mul", [x, scale()])]);
    };
    expect(left(byContent)).toEqual(["Mul", "Add"]);
    // Bytes that are no text: as a string, Node's Buffer makes one of them all.
    const bytes = (g: Builder, x: Value): Value => {
      const scale = (last: number): Value =>
        g.constant({ dtype: "float32", dims: [], bytes: Buffer.from([0, 0, last, 63]), strings: null });
      return g.op("Add", [g.op("Mul", [x, scale(129)]), g.op("Mul", [x, scale(161)])]);
    };
    expect(left(bytes)).toEqual(["Mul", "Mul", "Add"]);
    const noise = (g: Builder, x: Value): Value =>
      g.op("Add", [g.op("RandomNormalLike", [x]), g.op("RandomNormalLike", [x])]);
    expect(left(noise)).toHaveLength(3);
    expect(left((g, x) => [g.op("Relu", [x]), g.op("Relu", [x])])).toEqual(["Relu", "Identity"]);
  });

  test("pools once for the maximum and its place, in either order", async () => {
    for (const first of [["y"], ["y", "i"]]) {
      const g = new Builder(18);
      const x = g.input("x", "float32", [1, 1, 4, 4]);
      const attributes = { kernel_shape: ints([2, 2]) };
      const [a, i] = g.node("MaxPool", [x], attributes, { outputs: first });
      const [b, j] = g.node("MaxPool", [x], attributes, { outputs: first.length === 1 ? ["z", "j"] : ["z"] });
      const sum = g.op("Add", [a as Value, g.op("Cast", [(i ?? j) as Value], { to: int(1) })]);
      const graph = g.graph([g.op("Mul", [sum, b as Value], {}, { outputs: ["result"] })]);
      expect(ops(graph)).toEqual(["MaxPool", "Cast", "Add", "Mul"]);
      const input = ramp([1, 1, 4, 4]);
      expect([...(await run(write(simplify(graph)), [input]))]).toEqual([
        ...(await run(write(graph), [input])),
      ]);
    }
  });

  test("splits once for all parts", async () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [4]);
    const halves = (outputs: (string | null)[]) => g.node("Split", [x], { num_outputs: int(2) }, { outputs });
    const parts = [...halves([null, "b"]), ...halves(["c", "d"])].filter((part) => part !== null);
    const graph = g.graph([g.op("Sum", parts, {}, { outputs: ["result"] })]);
    expect(ops(graph)).toEqual(["Split", "Sum"]);
    const input = ramp([4]);
    expect([...(await run(write(simplify(graph)), [input]))]).toEqual([
      ...(await run(write(graph), [input])),
    ]);
  });

  const steps = fc.array(fc.tuple(fc.nat(13), fc.nat(), fc.nat()), { minLength: 3, maxLength: 25 });

  test("changes no bit of random graphs", async () => {
    let before = 0;
    let after = 0;
    const add = (g: Builder, kind: number, a: Value, b: Value): Value => {
      const makers: (() => Value)[] = [
        () => g.op("Identity", [a]),
        () => g.op("Mul", [a, g.scalar(1)]),
        () => g.op("Add", [a, g.scalar(0)]),
        () => g.op("Sub", [a, g.floats([0])]),
        () => g.op("Div", [g.floats([1]), a]),
        () => g.op("Relu", [a]),
        () => g.op("Neg", [a]),
        () => g.op("Add", [a, b]),
        () => g.op("Mul", [b, a]),
        () => g.op("Max", [a, b]),
        () => g.op("Where", [g.op("Greater", [a, b]), a, b]),
        () => g.op("Reshape", [a, g.op("Shape", [b])]),
        () => g.op("Transpose", [g.op("Transpose", [a])], { perm: ints([1, 0]) }),
        () => g.op("Expand", [a, g.op("Max", [g.op("Shape", [a]), g.op("Shape", [b])])]),
      ];
      return (makers[kind] as () => Value)();
    };
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const g = new Builder(18);
        const values = [g.input("x", "float32", ["N", 3])];
        for (const [kind, i, j] of plan) {
          const [a, b] = [values[i % values.length], values[j % values.length]] as [Value, Value];
          values.push(add(g, kind, a, b));
        }
        const graph = g.graph(values.slice(-2));
        const simple = simplify(graph);
        before += graph.nodes.length;
        after += simple.nodes.length;
        const input = ramp([2, 3]);
        expect([...(await run(write(simple), [input]))]).toEqual([...(await run(write(graph), [input]))]);
      }),
      { numRuns: 200, seed: 3 },
    );
    console.log(`simplify: 200 random graphs with ${before} nodes now have ${after}, bit-identical`);
    expect(after).toBeLessThan(before);
  });
});

describeWithData("simplify on the ONNX node tests", "onnx/node_tests.tgz", (path) => {
  test("changes no bit of any output", async () => {
    const files = unpack(path);
    const verdict = verdicts(files);
    let before = 0;
    let after = 0;
    let changed = 0;
    for (const { name, model, inputs } of cases(files)) {
      if (verdict.get(name) !== "pass") continue;
      const graph = read(model, name);
      const simple = simplify(graph);
      if (simple.nodes.length === graph.nodes.length) continue;
      const tensors = inputs.map((bytes) => fed(tensorOf(bytes))).filter((tensor) => tensor !== null);
      before += graph.nodes.length;
      after += simple.nodes.length;
      changed++;
      expect([...(await run(write(simple), tensors))], name).toEqual([...(await run(model, tensors))]);
    }
    console.log(`simplify: ${changed} node tests with ${before} nodes now have ${after}, bit-identical`);
    expect(changed).toBeGreaterThan(100);
  });
});
