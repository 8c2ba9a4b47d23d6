import { describe, expect, it } from "vitest";
import { graphAttribute, int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { dequantizeWeights } from "../../src/graph/dequantize.js";
import type { DType, TypedArray } from "../../src/graph/tensor.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";
import { activations, perChannel } from "../model/quantize.js";
import { rich } from "../model/rich.js";
import { fed, run } from "./runtime.js";

const constant = (g: Builder, data: TypedArray, dtype: DType, dims: readonly number[]): Value =>
  g.constant({
    dtype,
    dims,
    bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    strings: null,
  });

const ops = (graph: Graph): string[] => graph.nodes.map(({ op }) => op);

/** x [2, 3, 4] · weight, where `weight` quantizes it. */
function scaled(weight: (g: Builder) => Value): Graph {
  const g = new Builder(21);
  const x = g.input("x", "float32", [2, 3, 4]);
  return g.graph([g.op("Mul", [x, weight(g)], {}, { outputs: ["y"] })]);
}

const draws = (low: number, high: number): number[] =>
  Array.from({ length: 24 }, (_, i) => (i < 2 ? ([low, high][i] as number) : random(i).integer(low, high)));

const dims = [2, 3, 4];
const int8 = (g: Builder): Value => constant(g, Int8Array.from(draws(-128, 127)), "int8", dims);
const uint8 = (g: Builder): Value => constant(g, Uint8Array.from(draws(0, 255)), "uint8", dims);
const scales = [0.1, 0.007, 3.3];

describe("dequantizeWeights", () => {
  it.each<[string, (g: Builder) => Value]>([
    ["one scale", (g) => g.op("DequantizeLinear", [int8(g), g.scalar(0.013)])],
    [
      "one scale of its own axis",
      (g) => g.op("DequantizeLinear", [int8(g), g.floats([0.013])], { axis: int(0) }),
    ],
    [
      "a zero point",
      (g) => {
        const zero = constant(g, Uint8Array.of(131), "uint8", []);
        return g.op("DequantizeLinear", [uint8(g), g.scalar(0.1), zero]);
      },
    ],
    [
      "a scale and a zero point for each index of an axis",
      (g) => {
        const zero = constant(g, Uint8Array.of(0, 255, 7), "uint8", [3]);
        return g.op("DequantizeLinear", [uint8(g), g.floats(scales), zero], { axis: int(-2) });
      },
    ],
    ["the default axis", (g) => g.op("DequantizeLinear", [int8(g), g.floats(scales)])],
    [
      "16 bits",
      (g) => {
        const zero = constant(g, Int16Array.of(-32_768), "int16", []);
        const x = constant(g, Int16Array.from(draws(-32_768, 32_767)), "int16", dims);
        return g.op("DequantizeLinear", [x, g.scalar(0.1), zero]);
      },
    ],
    [
      "32 bits, more than a float has",
      (g) => {
        const x = constant(g, Int32Array.from(draws(-(2 ** 31), 2 ** 31 - 1)), "int32", dims);
        return g.op("DequantizeLinear", [x, g.scalar(0.1)]);
      },
    ],
  ])("gives the floats that the runtime computes, bit by bit: %s", async (_, weight) => {
    const graph = scaled(weight);
    const floats = dequantizeWeights(graph);
    expect(ops(graph)).toEqual(["DequantizeLinear", "Mul"]);
    expect(ops(floats)).toEqual(["Mul"]);
    const g = new Builder(21);
    const ones = fed(g.floats(new Float32Array(24).fill(1), dims).constant as never);
    const [wanted, found] = await Promise.all(
      [graph, floats].map(async (each) => (await run(write(each), [ones as never])).get("y")),
    );
    expect(found).toEqual(wanted);
  });

  it("keeps the names of weights and what reads them from inside", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [2]);
    const steps = constant(g, Int8Array.of(1, -2), "int8", [2]);
    const weight = g.op("DequantizeLinear", [steps, g.scalar(0.5)], {}, { outputs: ["weight"] });
    const inner = new Builder(18);
    const branch = graphAttribute(inner.graph([inner.op("Neg", [weight])]));
    const isOn = constant(g, Uint8Array.of(1), "bool", []);
    const y = g.op("If", [isOn], { then_branch: branch, else_branch: branch });
    const { nodes } = dequantizeWeights(g.graph([g.op("Mul", [x, y])]));
    expect(nodes.map(({ op }) => op)).toEqual(["If", "Mul"]);
    const taken = nodes[0]?.attributes.then_branch;
    const read = taken?.kind === "graph" ? taken.value.nodes[0]?.inputs[0] : null;
    expect(read).toMatchObject({ name: "weight", constant: { dtype: "float32", dims: [2] } });
  });

  it("leaves to the runtime what is more than weights, not at hand or the answer itself", () => {
    const same = (graph: Graph): void => expect(dequantizeWeights(graph)).toBe(graph);
    same(rich({ activation: activations("int8"), weight: perChannel }, 19));
    same(scaled((g) => g.op("DequantizeLinear", [int8(g), g.input("scale", "float32", [])])));
    const blocks = (g: Builder): Value => g.floats(new Float32Array(12).fill(0.1), [2, 3, 2]);
    same(scaled((g) => g.op("DequantizeLinear", [int8(g), blocks(g)], { axis: int(2), block_size: int(2) })));
    const g = new Builder(18);
    same(g.graph([g.op("DequantizeLinear", [int8(g), g.scalar(0.5)])]));
  });

  it("leaves nothing of the quantization of weights alone", () => {
    const graph = rich({ weight: perChannel }, 19);
    expect(ops(graph)).toContain("DequantizeLinear");
    expect(ops(dequantizeWeights(graph))).not.toContain("DequantizeLinear");
  });
});
