import { describe, expect, it } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { dtypes } from "../../src/graph/tensor.js";
import type { Value } from "../../src/graph/types.js";

const bytes = (
  g: Builder,
  values: readonly number[],
  dims = [values.length],
  dtype: "uint8" | "int8" = "uint8",
) => g.constant({ dtype, dims, bytes: Uint8Array.from(values), strings: null });

/** A quantized operator between x [2, 3] and the scores that it makes, with what reads its integers. */
const networks: Record<string, (g: Builder, x: Value) => Value> = {
  DynamicQuantizeLinear: (g, x) => {
    const [y, scale, zero] = g.node(
      "DynamicQuantizeLinear",
      [x],
      {},
      { outputs: ["y", "scale", "zero"], name: "q" },
    );
    return g.op("DequantizeLinear", [y as Value, scale as Value, zero as Value]);
  },
  // Only the operator itself can tell: the Cast behind it has no gradient for integers.
  MatMulInteger: (g, x) => {
    const q = g.op("QuantizeLinear", [x, g.scalar(0.1)]);
    const product = g.op("MatMulInteger", [q, bytes(g, [1, 2, 3, 4, 5, 6], [3, 2])], {}, { name: "q" });
    return g.op("Cast", [product], { to: int(dtypes.float32) });
  },
  ConvInteger: (g, x) => {
    const q = g.op("Unsqueeze", [g.op("QuantizeLinear", [x, g.scalar(0.1)]), g.ints([1])]);
    const product = g.op("ConvInteger", [q, bytes(g, [1, 2], [1, 1, 2])], {}, { name: "q" });
    return g.op("Mul", [g.op("Cast", [product], { to: int(dtypes.float32) }), g.scalar(0.1)]);
  },
  QLinearMatMul: (g, x) => {
    const [scale, zero] = [g.scalar(0.1), bytes(g, [0], [])];
    const q = g.op("QuantizeLinear", [x, scale, zero]);
    const weights = bytes(g, [1, 2, 3, 4, 5, 6], [3, 2]);
    const y = g.op("QLinearMatMul", [q, scale, zero, weights, scale, zero, scale, zero], {}, { name: "q" });
    return g.op("DequantizeLinear", [y, scale, zero]);
  },
  QLinearAdd: (g, x) => {
    const [scale, zero] = [g.scalar(0.1), bytes(g, [0], [])];
    const q = g.op("QuantizeLinear", [x, scale, zero]);
    const inputs = [q, scale, zero, q, scale, zero, scale, zero];
    const y = g.op("QLinearAdd", inputs, {}, { domain: "com.microsoft", name: "q" });
    return g.op("DequantizeLinear", [y, scale, zero]);
  },
};

const start = () => {
  const g = new Builder(18);
  return { g, x: g.input("x", "float32", [2, 3]), seed: g.scalar(1) };
};

describe("operators on integers", () => {
  it.each(Object.entries(networks))("%s is refused by name, with what to do instead", (op, make) => {
    const { g, x, seed } = start();
    // Beside a way of floats, on which alone the gradient would be silently wrong.
    const y = g.op("Add", [g.op("ReduceSum", [make(g, x)]), g.op("ReduceSum", [x])]);
    const work = () => vjp(g, y, seed, [x], rules);
    expect(work).toThrow(new RegExp(`node "q".*: ${op} computes with integers.*the float model.*QDQ format`));
  });

  it("are nobody's business beside the way to the scores", () => {
    const { g, x, seed } = start();
    (networks.MatMulInteger as (g: Builder, x: Value) => Value)(g, x);
    const [gradient] = vjp(g, g.op("ReduceSum", [x]), seed, [x], rules);
    expect(gradient?.type.shape).toEqual([2, 3]);
  });

  it("may be given a rule", () => {
    const { g, x, seed } = start();
    const y = (networks.QLinearMatMul as (g: Builder, x: Value) => Value)(g, x);
    const own = { ...rules, QLinearMatMul: () => [] };
    expect(vjp(g, g.op("ReduceSum", [y]), seed, [x], own)).toEqual([null]);
  });
});

describe("quantization", () => {
  it("is refused where its scale depends on the input, and to floats of 8 bits", () => {
    const { g, x, seed } = start();
    const scale = g.op("ReduceMax", [x], { keepdims: int(0) });
    const moving = g.op("DequantizeLinear", [g.op("QuantizeLinear", [x, scale]), scale]);
    expect(() => vjp(g, g.op("ReduceSum", [moving]), seed, [x], rules)).toThrow(
      /a scale or zero point that depends on the input/,
    );

    const newer = new Builder(21);
    const picture = newer.input("x", "float32", [2, 3]);
    const zero = newer.constant({ dtype: "float8e4m3fn", dims: [], bytes: new Uint8Array(1), strings: null });
    const q = newer.op("QuantizeLinear", [picture, newer.scalar(1), zero]);
    const y = newer.op("DequantizeLinear", [q, newer.scalar(1), zero]);
    expect(() => vjp(newer, newer.op("ReduceSum", [y]), newer.scalar(1), [picture], rules)).toThrow(
      /element type float8e4m3fn/,
    );
  });
});
