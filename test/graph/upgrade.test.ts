import { describe, expect, test } from "vitest";
import { float, graphAttribute, int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { read } from "../../src/graph/read.js";
import type { Attributes, Graph, Value } from "../../src/graph/types.js";
import { checkOpset, upgrade } from "../../src/graph/upgrade.js";
import { write } from "../../src/graph/write.js";
import { describeWithData } from "../data.js";
import { cases, tensorOf, unpack, verdicts } from "./archive.js";
import { fed, ramp, run } from "./runtime.js";

describeWithData("upgrade of the ONNX node tests of opset 7 to 17", "onnx/node_tests.tgz", (path) => {
  test("changes no bit of any output", async () => {
    const files = unpack(path);
    const verdict = verdicts(files);
    let identical = 0;
    for (const { name, model, inputs } of cases(files)) {
      if (verdict.get(name) !== "pass") continue;
      const graph = read(model, name);
      if (graph.opset < 7 || graph.opset > 17) continue;
      const tensors = inputs.map((bytes) => fed(tensorOf(bytes))).filter((tensor) => tensor !== null);
      const newer = write(upgrade(graph));
      expect([...(await run(newer, tensors))], name).toEqual([...(await run(model, tensors))]);
      identical++;
    }
    console.log(`upgrade: ${identical} node tests of opset 7 to 17 are bit-identical in opset 18`);
    expect(identical).toBeGreaterThanOrEqual(1289);
  });
});

describe("upgrade", () => {
  type Case = readonly [
    opset: number,
    op: string,
    shape: readonly number[],
    attributes: Attributes,
    more?: (g: Builder) => readonly Value[],
  ];
  const vectors = (g: Builder): Value[] =>
    [1.5, 0.5, 0.25, 2].map((value) => g.floats([value, 2 * value, 3]));
  const table: readonly Case[] = [
    [7, "Clip", [2, 3], { max: float(3.5) }],
    [7, "Clip", [2, 3], {}],
    [7, "Softmax", [2, 3, 1, 1], {}],
    [7, "Softmax", [2, 3, 2], { axis: int(1) }],
    [11, "LogSoftmax", [2, 3, 2], { axis: int(-2) }],
    [12, "Hardmax", [2, 3, 2], { axis: int(0) }],
    [7, "BatchNormalization", [2, 3, 2, 2], { epsilon: float(0.01) }, vectors],
    [8, "Pad", [2, 3], { pads: ints([1, 0, 0, 2]), value: float(7) }],
    [9, "Pad", [4, 3], { pads: ints([1, 1, 2, 0]), mode: string("reflect") }],
    [9, "Slice", [4, 5], { starts: ints([1, 0]), ends: ints([9, -1]) }],
    [12, "Squeeze", [1, 3, 1], {}],
    [12, "Unsqueeze", [3], { axes: ints([0, 2]) }],
    [12, "ReduceSum", [2, 3], { axes: ints([-1]), keepdims: int(0) }],
    [17, "ReduceMean", [2, 3, 2], { axes: ints([0, 2]) }],
    [17, "ReduceL2", [2, 3], {}],
    [17, "Split", [6], {}],
    [10, "Split", [6], { split: ints([5, 1]) }],
    [9, "TopK", [2, 5], { k: int(3) }],
    [7, "Dropout", [2, 3], { ratio: float(0.3) }],
    [9, "Upsample", [1, 1, 2, 2], {}, (g) => [g.floats([1, 1, 2, 3])]],
    [10, "Resize", [1, 1, 5, 5], {}, (g) => [g.floats([1, 1, 0.5, 1.4])]],
    [10, "Resize", [1, 1, 5, 5], {}, (g) => [g.floats([1, 1, 0.5, 0.7])]],
    [10, "Resize", [1, 1, 5, 5], { mode: string("linear") }, (g) => [g.floats([1, 1, 1.5, 0.7])]],
    [11, "Resize", [1, 1, 3, 3], {}, (g) => [g.floats([]), g.floats([]), g.ints([1, 1, 4, 5])]],
  ];
  const outputsOf: Readonly<Record<string, number>> = { Split: 2, TopK: 2 };

  test.each(table.map((row, i) => [`${i + 1}: ${row[1]} of opset ${row[0]} on [${row[2]}]`, row] as const))(
    "keeps row %s",
    async (_, [opset, op, shape, attributes, more]) => {
      const g = new Builder(opset);
      const x = g.input("x", "float32", shape);
      const outputs = Array.from({ length: outputsOf[op] ?? 1 }, (_, i) => `y${i}`);
      const values = g.node(op, [x, ...(more?.(g) ?? [])], attributes, { outputs }) as Value[];
      const graph = g.graph(values);
      const newer = upgrade(graph);
      expect(newer.opset).toBe(18);
      expect(newer.outputs).toEqual(graph.outputs);
      const input = ramp(shape);
      expect([...(await run(write(newer), [input]))]).toEqual([...(await run(write(graph), [input]))]);
    },
  );

  test("reaches the bodies of If", async () => {
    const branch = (value: number): Graph => {
      const g = new Builder(11);
      const one = g.op("Unsqueeze", [g.floats([value, 2])], { axes: ints([0]) });
      return { ...g.graph([one]), inputs: [] };
    };
    const g = new Builder(11);
    const x = g.input("x", "float32", [1]);
    const condition = g.op("Squeeze", [g.op("Greater", [x, g.scalar(0)])], { axes: ints([0]) });
    const bodies = { then_branch: graphAttribute(branch(1)), else_branch: graphAttribute(branch(3)) };
    const y = g.op("If", [condition], bodies, { outputs: ["y"] });
    const graph = g.graph([y]);
    expect(y.type.shape).toEqual([1, 2]);
    const input = ramp([1]);
    expect([...(await run(write(upgrade(graph)), [input]))]).toEqual([...(await run(write(graph), [input]))]);
  });

  test("spells out a normalization of every activation", () => {
    const g = new Builder(7);
    const x = g.input("x", "float32", ["N", 2, 2]);
    const parameters = vectors(g).map(() => g.floats([1, 2, 3, 4], [2, 2]));
    const y = g.op("BatchNormalization", [x, ...parameters], { spatial: int(0) });
    expect(upgrade(g.graph([y])).nodes.map(({ op }) => op)).toEqual([
      "Add",
      "Sqrt",
      "Sub",
      "Div",
      "Mul",
      "Add",
    ]);
  });

  test("keeps what is new enough, and refuses what is too old or too new", () => {
    const graph = (opset: number): Graph => new Builder(opset).graph([]);
    expect(upgrade(graph(22))).toEqual(graph(22));
    expect(() => upgrade(graph(6))).toThrow(/opset 6, older than what is understood \(7 to 25\)/);
    expect(() => checkOpset(graph(99))).toThrow(/opset 99, newer/);
  });
});
