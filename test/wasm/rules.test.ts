import { describe, expect, it } from "vitest";
import type { Rules } from "../../src/gradient/rule.js";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { simplify } from "../../src/graph/simplify.js";
import type { Attributes, Graph, Value } from "../../src/graph/types.js";
import { rulesForWasm } from "../../src/wasm/rules.js";
import { build, type Variant } from "../gradient/build.js";
import { compareWithDifferences } from "../gradient/harness.js";
import { rows } from "../gradient/rows/index.js";
import { compareWithRuntime } from "../gradient/runtime.js";
import { evaluate } from "../oracle/interpreter.js";
import { ndarray } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";

const own = rulesForWasm(rules);
const variants: readonly Variant[] = ["all", "constant parameters", "symbolic sizes", "some wanted"];
const hasIndices = ({ nodes }: Graph): boolean =>
  nodes.some(({ op, outputs }) => op === "ScatterElements" || (op === "MaxPool" && outputs[1]));

describe("rules for WebAssembly", () => {
  it.each(["Conv", "MaxPool"] as const)("give the gradient that differences have: %s", async (op) => {
    let others = 0;
    for (let i = 0; i < 240; i++) {
      const r = new Random(2000 + i);
      const test = rows[op].make(r, 18);
      if (test.inputs[0]?.dims.length !== 4) continue;
      const variant = variants[i % variants.length] as Variant;
      const built = build(op, own, 18, test, variant, r);
      compareWithDifferences(built, r);
      await compareWithRuntime(built.graph, built.feeds);
      if (built.graph.nodes.some(({ op }) => op === "ConvTranspose" || op === "Less")) others++;
    }
    expect(others).toBeGreaterThan(5);
  });

  /** Pools of small whole numbers, so that ties are frequent and sums exact. */
  const pools = Array.from({ length: 120 }, (_, seed) => seed);

  it.each(pools)(
    "give the first of equal maxima everything, as the standard rules do: pool %i",
    async (seed) => {
      const r = new Random(seed);
      const kernel = r.ints(2, 1, 4);
      const stride = r.int(1, 3);
      const dilations = r.chance(0.3) ? r.ints(2, 1, 2) : [1, 1];
      const reaches = kernel.map((size, axis) => (size - 1) * (dilations[axis] ?? 1) + 1);
      const sizes = reaches.map((size) => size + r.int(0, 7));
      // What a size depends on otherwise is not known before the run.
      const isDense = kernel.every((size, axis) => size >= stride && dilations[axis] === 1);
      const attributes: Attributes = {
        kernel_shape: ints(kernel),
        strides: ints([stride, r.chance(0.9) ? stride : r.int(1, stride)]),
        dilations: ints(dilations),
        ...r.pick<Attributes>([
          {},
          isDense ? { auto_pad: string(r.pick(["SAME_UPPER", "SAME_LOWER", "VALID"])) } : {},
          { pads: ints([...kernel, ...kernel].map((size) => r.int(0, size - 1))) },
          { ceil_mode: int(1) },
        ]),
      };
      const isRectified = r.chance();
      const parts = r.chance(0.3) ? [2, 1] : [3];
      const gradientBy = (chosen: Rules): Graph => {
        const g = new Builder(18);
        const inputs = parts.map((channels, i) => g.input(`x${i}`, "float32", [2, channels, ...sizes]));
        const layer = (x: Value): Value => (isRectified ? g.op("Relu", [x]) : x);
        const whole =
          parts.length > 1 ? g.op("Concat", inputs.map(layer), { axis: int(1) }) : layer(inputs[0] as Value);
        const y = g.op("MaxPool", [whole], attributes);
        const dy = g.input("dy", "float32", y.type.shape ?? []);
        const dxs = vjp(g, y, dy, inputs, chosen);
        return simplify(
          g.graph(dxs.map((dx, i) => g.op("Identity", [dx as Value], {}, { outputs: [`dx${i}`] }))),
        );
      };
      const graph = gradientBy(own);
      const standard = gradientBy(rules);
      const values = new Map(
        graph.inputs.map(({ name, type }) => {
          const dims = type.shape as number[];
          return [
            name,
            ndarray(
              dims,
              r.ints(
                dims.reduce((a, b) => a * b, 1),
                -2,
                2,
              ),
              "float32",
            ),
          ] as const;
        }),
      );
      const feeds = ({ inputs }: Graph) =>
        new Map(inputs.map((value) => [value, values.get(value.name) as never]));
      const numbers = (of: Graph) =>
        evaluate(of, feeds(of)).map(({ data }) => Array.from(data, (x) => x + 0));
      expect(numbers(graph)).toEqual(numbers(standard));
      await compareWithRuntime(graph, feeds(graph));
    },
  );

  it("take no indices where sizes are known and every element lies in a window", () => {
    for (const [kernel, stride] of [
      [3, 2],
      [3, 1],
      [5, 2],
      [2, 2],
    ] as const) {
      const g = new Builder(18);
      const x = g.input("x", "float32", ["N", 3, 23, 24]);
      const pads = ints([1, 1, 1, 1]);
      const y = g.op("MaxPool", [x], {
        kernel_shape: ints([kernel, kernel]),
        strides: ints([stride, stride]),
        pads,
      });
      const dy = g.input("dy", "float32", y.type.shape ?? []);
      const [dx] = vjp(g, y, dy, [x], own);
      expect(hasIndices(simplify(g.graph([dx as Value])))).toBe(false);
    }
  });

  it("choose the first of infinite maxima", async () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [1, 1, 3, 3]);
    const y = g.op("MaxPool", [x], { kernel_shape: ints([2, 2]), strides: ints([1, 1]) });
    const dy = g.input("dy", "float32", y.type.shape ?? []);
    const [dx] = vjp(g, y, dy, [x], own);
    const graph = g.graph([dx as Value]);
    const infinite = [-Infinity, 1, -Infinity, Infinity, 0, Infinity, -Infinity, Infinity, 2];
    const feeds = new Map([
      [x, ndarray([1, 1, 3, 3], infinite, "float32")],
      [dy, ndarray([1, 1, 2, 2], [1, 2, 4, 8], "float32")],
    ]);
    const [found] = evaluate(graph, feeds);
    expect(Array.from(found?.data ?? [])).toEqual([0, 0, 0, 5, 0, 10, 0, 0, 0]);
    await compareWithRuntime(graph, feeds);
  });

  it("keep what is not a number within its windows", () => {
    const gradientAt = (corner: number): number[] => {
      const g = new Builder(18);
      const x = g.input("x", "float32", [1, 1, 5, 5]);
      const attributes = { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) };
      const y = g.op("MaxPool", [x], attributes);
      const dy = g.input("dy", "float32", y.type.shape ?? []);
      const [dx] = vjp(g, y, dy, [x], own);
      const picture = Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? -Infinity : i % 3));
      const feeds = new Map([
        [x, ndarray([1, 1, 5, 5], [corner, ...picture.slice(1)], "float32")],
        [dy, ndarray([1, 1, 3, 3], [1, 2, 4, 8, 16, 32, 64, 128, 256], "float32")],
      ]);
      return Array.from(evaluate(g.graph([dx as Value]), feeds)[0]?.data ?? []);
    };
    const [odd, usual] = [gradientAt(Number.NaN), gradientAt(7)];
    expect(usual.reduce((a, b) => a + b)).toBe(511);
    expect(odd.every(Number.isFinite)).toBe(true);
    // Only the first window has the corner.
    const others = (dx: readonly number[]) => dx.filter((_, i) => i > 7);
    expect(others(odd)).toEqual(others(usual));
  });

  it("leave rules of somebody's own", () => {
    const mine = { ...rules, MaxPool: () => [null], Conv: () => [null] };
    expect(rulesForWasm(mine)).toEqual(mine);
  });
});
