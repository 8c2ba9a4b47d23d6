import { describe, expect, it } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { simplify } from "../../src/graph/simplify.js";
import type { Graph } from "../../src/graph/types.js";
import { forWebGpu } from "../../src/webgpu/for-webgpu.js";
import { rulesForWebGpu } from "../../src/webgpu/rules.js";
import { build } from "../gradient/build.js";
import { compareWithDifferences } from "../gradient/harness.js";
import { rows } from "../gradient/rows/index.js";
import { compareWithRuntime } from "../gradient/runtime.js";
import { evaluate } from "../oracle/interpreter.js";
import { Random } from "../oracle/random.js";

/** What ONNX Runtime 1.30 does not have on WebGPU. */
const missing = [
  "Sum",
  "Mean",
  "Sign",
  "Softsign",
  "Selu",
  "Celu",
  "Shrink",
  "LogSoftmax",
  "LRN",
  "SpaceToDepth",
] as const;

/** What it gets wrong in some forms. */
const wrong = ["Conv", "ConvTranspose", "MaxPool", "AveragePool"] as const;

const operators = ({ nodes }: Graph): string[] => nodes.map(({ op }) => op);

describe("graphs for WebGPU", () => {
  it.each([...missing, ...wrong])("compute what they computed: %s", async (op) => {
    for (let i = 0; i < 12; i++) {
      const r = new Random(1000 + i);
      const built = build(op, rules, 18, rows[op].make(r, 18), "all", r);
      const adapted = forWebGpu(built.graph);
      const [before, after] = [built.graph, adapted].map((graph) => evaluate(graph, built.feeds));
      for (const [k, { dims, data }] of before?.entries() ?? []) {
        expect(after?.[k]?.dims).toEqual(dims);
        const scale = data.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
        const apart = data.map((x, at) => Math.abs(x - (after?.[k]?.data[at] ?? Number.NaN)) / scale);
        expect(Math.max(0, ...apart)).toBeLessThan(1e-6);
      }
      await compareWithRuntime(adapted, built.feeds);
      expect(operators(adapted).filter((name) => missing.some((lacking) => lacking === name))).toEqual([]);
      expect(
        adapted.nodes.filter(({ attributes }) => "auto_pad" in attributes && op !== "ConvTranspose"),
      ).toEqual([]);
    }
  });

  it("differentiate max pools of one and two axes without indices", () => {
    let places = 0;
    for (let i = 0; i < 40; i++) {
      const r = new Random(1000 + i);
      const test = rows.MaxPool.make(r, 18);
      const axes = (test.inputs[0]?.dims.length ?? 0) - 2;
      if (axes > 2 || test.outputs?.[1]) continue;
      const built = build("MaxPool", rulesForWebGpu(rules), 18, test, "all", r);
      compareWithDifferences(built, r);
      const { nodes } = simplify(built.graph);
      expect(
        nodes.filter(({ op, outputs }) => op === "ScatterElements" || (op === "MaxPool" && outputs[1])),
      ).toEqual([]);
      places++;
    }
    expect(places).toBeGreaterThan(10);
  });

  it("leave rules of somebody's own", () => {
    const own = { ...rules, MaxPool: () => [null] };
    expect(rulesForWebGpu(own)).toBe(own);
  });
});
