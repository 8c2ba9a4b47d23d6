import { describe, expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { float, int, ints, string } from "../../src/graph/attributes.js";
import type { Attributes } from "../../src/graph/types.js";
import { isFloat } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";
import { build } from "./build.js";
import type { CaseInput, Row } from "./case.js";
import { rows } from "./rows/index.js";
import { type Feed, feed, slopes } from "./run.js";
import { compareWithRuntime } from "./runtime.js";

// Where a function has a kink or a tie, central differences say nothing: there is one documented answer.

/** The slope of a pointwise operator at single points. */
function at(op: string, points: readonly number[], attributes: Attributes = {}): number[] {
  return slopes([feed(points)], (g, x) => g.op(op, [x], attributes))[0] ?? [];
}

describe("kinks of pointwise operators", () => {
  test("a rectifier has at 0 the slope of its left side", () => {
    expect(at("Relu", [-1, 0, 1])).toEqual([0, 0, 1]);
    expect(at("LeakyRelu", [0], { alpha: float(0.25) })).toEqual([0.25]);
    expect(at("Elu", [0], { alpha: float(0.5) })).toEqual([0.5]);
    expect(at("Celu", [0], { alpha: float(2) })).toEqual([1]);
    expect(at("Selu", [0], { alpha: float(2), gamma: float(3) })).toEqual([6]);
    expect(at("ThresholdedRelu", [1, 1.5])).toEqual([0, 1]);
  });

  test("PRelu likewise, and its slope has no part there", () => {
    const found = slopes([feed([-2, 0, 2]), feed([0.5])], (g, x, slope) => g.op("PRelu", [x, slope]));
    expect(found).toEqual([[0.5, 0.5, 1], [-2]]);
  });

  test("|x| and √x have slope 0 at 0", () => {
    expect(at("Abs", [-2, 0, 2])).toEqual([-1, 0, 1]);
    expect(at("Sqrt", [0, 4])).toEqual([0, 0.25]);
  });

  test("the straight sigmoids", () => {
    expect(at("HardSigmoid", [-2.5, 0, 2.5], { alpha: float(0.25) }).map((x) => Math.fround(x))).toEqual([
      0, 0.25, 0,
    ]);
    expect(at("HardSigmoid", [-2, 2], { alpha: float(0.25) })).toEqual([0, 0]);
    expect(at("HardSwish", [-3, 3])).toEqual([0, 1]);
  });

  test("Clip passes its bounds on to x", () => {
    const found = slopes([feed([-2, -1, 0, 1, 2]), feed([-1], []), feed([1], [])], (g, x, low, high) =>
      g.op("Clip", [x, low, high]),
    );
    expect(found).toEqual([[0, 1, 1, 1, 0], [1], [1]]);
  });

  test("where Clip's bounds cross, everything is the upper one", () => {
    const found = slopes([feed([-2, 0, 2]), feed([1], []), feed([-1], [])], (g, x, low, high) =>
      g.op("Clip", [x, low, high]),
    );
    expect(found).toEqual([[0, 0, 0], [0], [3]]);
  });

  test("a power with an infinite slope has slope 0", () => {
    const root = slopes([feed([0, 4])], (g, x) => g.op("Pow", [x, g.floats([0.5], [])]));
    expect(root).toEqual([[0, 0.25]]);
    const both = slopes([feed([0, 0, 0]), feed([1, 2, 0.5])], (g, x, b) => g.op("Pow", [x, b]));
    expect(both).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  test("an infinite slope that the objective does not depend on leaves no NaN", () => {
    const picked = slopes([feed([0, 4])], (g, x) => {
      const positive = g.op("Greater", [x, g.floats([0], [])]);
      return g.op("Where", [positive, g.op("Log", [x]), g.floats([0], [])]);
    });
    expect(picked).toEqual([[0, 0.25]]);
  });
});

describe("ties: the first wins", () => {
  test("of several inputs", () => {
    const inputs = [feed([1, 2, 3]), feed([1, 5, 3]), feed([1, 5, 0])];
    expect(slopes(inputs, (g, ...x) => g.op("Max", x))).toEqual([
      [1, 0, 1],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    expect(slopes(inputs, (g, ...x) => g.op("Min", x))).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  test("in a reduction, in row-major order over all its axes", () => {
    const x = feed([1, 3, 3, 3, 0, 0], [2, 3]);
    const over = (op: string, axes: number[]) => slopes([x], (g, x) => g.op(op, [x, g.ints(axes)]))[0];
    expect(over("ReduceMax", [0, 1])).toEqual([0, 1, 0, 0, 0, 0]);
    expect(over("ReduceMax", [1])).toEqual([0, 1, 0, 1, 0, 0]);
    expect(over("ReduceMin", [1])).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test("in a reduction over axes known only at run time", () => {
    const axes: Feed = { dims: [1], values: [1], dtype: "int64" };
    const found = slopes([feed([3, 3, 1, 1], [2, 2]), axes], (g, x, axes) => g.op("ReduceMax", [x, axes]));
    expect(found[0]).toEqual([1, 0, 1, 0]);
  });

  test("in each window of a pool", () => {
    const pool = { kernel_shape: ints([2]), strides: ints([1]) };
    const found = slopes([feed([2, 2, 2, 1], [1, 1, 4])], (g, x) => g.op("MaxPool", [x], pool), [1, 10, 100]);
    expect(found).toEqual([[1, 10, 100, 0]]);
  });

  test("in each window of a pool of two dimensions, along the row before the next row", () => {
    const square = feed([0, 7, 7, 0], [1, 1, 2, 2]);
    const pool = { kernel_shape: ints([2, 2]) };
    expect(slopes([square], (g, x) => g.op("MaxPool", [x], pool))).toEqual([[0, 1, 0, 0]]);
    expect(slopes([square], (g, x) => g.op("MaxPool", [x], { ...pool, storage_order: int(1) }))).toEqual([
      [0, 1, 0, 0],
    ]);
    expect(slopes([square], (g, x) => g.op("GlobalMaxPool", [x]))).toEqual([[0, 1, 0, 0]]);
  });

  test("a tile of no numbers gives nothing", () => {
    const { NaN: none } = Number;
    const picture = feed([none, none, 1, 2, none, none, 5, 5], [1, 1, 2, 4]);
    const pool = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
    const found = slopes([picture], (g, x) => g.op("MaxPool", [x], pool), [1, 10]);
    expect(found).toEqual([[0, 0, 0, 0, 0, 0, 10, 0]]);
  });

  test("in each tile of a pool whose windows do not overlap", () => {
    const picture = feed([3, 3, 1, 2, 3, 3, 5, 5], [1, 1, 2, 4]);
    const pool = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
    const found = slopes([picture], (g, x) => g.op("MaxPool", [x], pool), [1, 10]);
    expect(found).toEqual([[1, 0, 0, 0, 0, 0, 10, 0]]);
  });

  test("in a pool over a constant picture, even where its padding would be as large", () => {
    const zeros = feed([0, 0, 0, 0], [1, 1, 2, 2]);
    const pool = { kernel_shape: ints([2, 2]), pads: ints([1, 1, 0, 0]) };
    expect(slopes([zeros], (g, x) => g.op("MaxPool", [x], pool), [1, 10, 100, 1000])).toEqual([
      [1111, 0, 0, 0],
    ]);
  });

  test("of the values of TopK", () => {
    const found = slopes([feed([5, 7, 7, 7])], (g, x) => {
      return g.node("TopK", [x, g.ints([2])], {}, { outputs: ["values", "indices"] })[0] ?? x;
    });
    expect(found).toEqual([[0, 1, 1, 0]]);
  });
});

describe("norms and products at 0", () => {
  test("the norm of a zero vector has gradient 0", () => {
    expect(slopes([feed([0, 0])], (g, x) => g.op("ReduceL2", [x]))).toEqual([[0, 0]]);
    expect(slopes([feed([0, 3])], (g, x) => g.op("ReduceL1", [x]))).toEqual([[0, 1]]);
  });

  test("a product with a 0 in it has the product of the others there", () => {
    const product = (values: number[]) => slopes([feed(values)], (g, x) => g.op("ReduceProd", [x]))[0];
    expect(product([2, 0, 5])).toEqual([0, 10, 0]);
    expect(product([0, 0, 5])).toEqual([0, 0, 0]);
  });
});

test("large scores leave no NaN in a softmax", () => {
  const found = slopes([feed([1000, -1000])], (g, x) => g.op("Softmax", [x]), [1, 0]);
  expect(found).toEqual([[0, 0]]);
  const logarithms = slopes([feed([1000, -1000])], (g, x) => g.op("LogSoftmax", [x]), [0, 1]);
  expect(logarithms).toEqual([[-1, 1]]);
});

test("an exact Gelu far out is flat or straight", () => {
  for (const approximate of ["none", "tanh"]) {
    const found = at("Gelu", [-40, 0, 40], { approximate: string(approximate) });
    expect(found.map((x) => Math.round(x * 1e6) / 1e6 + 0)).toEqual([0, 0.5, 1]);
  }
});

describe("ONNX Runtime has the same answers where whole numbers make ties and kinks", () => {
  const tied = [
    ...(["Abs", "Celu", "Clip", "Elu", "HardSigmoid", "HardSwish", "LeakyRelu", "PRelu", "Relu"] as const),
    ...([
      "Selu",
      "ThresholdedRelu",
      "Max",
      "Min",
      "MaxPool",
      "LpPool",
      "GlobalMaxPool",
      "GlobalLpPool",
    ] as const),
    ...(["ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceProd", "TopK"] as const),
  ];
  const whole = (input: CaseInput | null): CaseInput | null =>
    input && isFloat(input.dtype) ? { ...input, values: input.values.map((x) => Math.round(x) + 0) } : input;

  test.each(tied)("%s", async (op) => {
    for (let i = 0; i < 30; i++) {
      const r = new Random(i);
      const row: Row = rows[op];
      const opset = row.opsets?.[0] ?? 18;
      const { inputs, ...rest } = row.make(r, opset);
      const variant = i % 2 === 0 ? "all" : "symbolic sizes";
      const { graph, feeds } = build(op, rules, opset, { ...rest, inputs: inputs.map(whole) }, variant, r);
      await compareWithRuntime(graph, feeds);
    }
  });
});
