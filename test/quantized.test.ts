import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { afterAll, describe, expect, it } from "vitest";
import { openBare } from "../src/bare.js";
import { bareGradient } from "../src/bare-gradient.js";
import { oneHot } from "../src/explainer.js";
import { differentiate } from "../src/gradient/differentiate.js";
import { int, ints } from "../src/graph/attributes.js";
import { Builder } from "../src/graph/builder.js";
import { dtypes, type Tensor, tensor } from "../src/graph/tensor.js";
import type { Graph, Value } from "../src/graph/types.js";
import { upgrade } from "../src/graph/upgrade.js";
import { write } from "../src/graph/write.js";
import { random } from "../src/image/random.js";
import { assemble } from "../src/model/assemble.js";
import { activations, type Levels, levels, perChannel, range, type Wrap } from "./model/quantize.js";
import { rich, richClasses } from "./model/rich.js";
import { backend } from "./tiny-explainer.js";

// Networks in the QDQ format: QuantizeLinear and DequantizeLinear around operators of floats.

afterAll(() => backend.close());

const picture = tensor(random(8).normals(2 * 3 * 16 * 16), [2, 3, 16, 16]);
const targets = [0, 4];

const size = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));
const relative = (a: Float32Array, b: Float32Array): number =>
  size(a.map((x, i) => x - (b[i] ?? Number.NaN))) / size(b);

const one = (bytes: Uint8Array) => openBare({ name: "q", file: "q.onnx", bytes });
const gradientOf = (graph: Graph, x: Tensor = picture) =>
  bareGradient(backend, one(write(graph)), x, targets);

/** Everything that a graph gives, nothing of it rewritten. */
async function run(graph: Graph, feeds: Record<string, Tensor>): Promise<Float32Array[]> {
  const options = { graphOptimizationLevel: "disabled", logSeverityLevel: 4 } as const;
  const session = await InferenceSession.create(write(graph), options);
  const given = Object.entries(feeds).map(
    ([name, { data, dims }]) => [name, new OrtTensor(data, dims)] as const,
  );
  const results = await session.run(Object.fromEntries(given));
  await session.release();
  return session.outputNames.map((name) => results[name]?.data as Float32Array);
}

describe("the gradient of a quantized network", () => {
  it.each<[string, number, Levels]>([
    ["uint8 in opset 10", 10, "uint8"],
    ["int8 in opset 13", 13, "int8"],
    ["uint8 in opset 17", 17, "uint8"],
    ["int8 in opset 19", 19, "int8"],
    ["uint16 in opset 21", 21, "uint16"],
    ["int16 in opset 22", 22, "int16"],
  ])("takes rounding for a constant: %s", async (_, opset, dtype) => {
    // The same network, in which what rounding added is an input of its own: no rule for quantization there.
    const weight: Wrap = opset < 13 ? (_g, value) => value : perChannel;
    const [befores, afters]: [Value[], Value[]] = [[], []];
    const quantized = rich(
      {
        weight,
        activation: (g, value) => {
          const after = activations(dtype)(g, value);
          befores.push(value);
          afters.push(after);
          return after;
        },
      },
      opset,
    );
    const watched = { ...quantized, outputs: [...befores.slice(1), ...afters] };
    const seen = await run(upgrade(watched), { image: picture });
    const [before, after] = [[picture.data, ...seen], seen.slice(befores.length - 1)];
    const roundings = after.map((values, k) => values.map((value, i) => value - (before[k]?.[i] ?? 0)));
    const added: Value[] = [];
    const reference = upgrade(
      rich(
        {
          weight,
          activation: (g, value) => {
            const rounding = g.input(`rounding${added.length}`, "float32", value.type.shape ?? []);
            added.push(rounding);
            return g.op("Add", [value, rounding]);
          },
        },
        opset,
      ),
    );
    const shapeOf = (k: number): number[] =>
      (added[k] as Value).type.shape?.map((dim) => (typeof dim === "number" ? dim : 2)) as number[];
    const both = differentiate(reference, {
      of: reference.outputs[0] as Value,
      wrt: reference.inputs[0] as Value,
    });
    const [scores, gradient] = await run(both, {
      image: picture,
      seed: oneHot(targets, richClasses),
      ...Object.fromEntries(roundings.map((data, k) => [`rounding${k}`, tensor(data, shapeOf(k))])),
    });
    const graph = upgrade(quantized);
    const found = await run(
      differentiate(graph, { of: graph.outputs[0] as Value, wrt: graph.inputs[0] as Value }),
      {
        image: picture,
        seed: oneHot(targets, richClasses),
      },
    );
    expect(relative(found[0] as Float32Array, scores as Float32Array)).toBeLessThan(1e-5);
    expect(relative(found[1] as Float32Array, gradient as Float32Array)).toBeLessThan(1e-5);
    // ONNX Runtime computes with integers where it may, which moves some sums by a step.
    const answer = await gradientOf(quantized);
    expect(relative(answer.scores.data, scores as Float32Array)).toBeLessThan(0.1);
    expect(relative(answer.gradient.data, gradient as Float32Array)).toBeLessThan(0.3);
  });

  it("is 0 where a value was clipped, so that a bound of 0 is a ReLU", async () => {
    const network = (isClippedOnly: boolean): Graph => {
      const rng = random(3);
      const g = new Builder(21);
      const x = g.input("image", "float32", ["N", 3, 16, 16]);
      const conv = (value: Value, from: number, to: number): Value =>
        g.op("Conv", [
          value,
          g.floats(
            rng.normals(to * from * 9).map((each) => each / Math.sqrt(from * 9)),
            [to, from, 3, 3],
          ),
        ]);
      const hidden = conv(x, 3, 8);
      const inputs = [g.scalar(2 ** -12), levels(g, [0], [], "uint16")];
      const q = g.op("QuantizeLinear", [isClippedOnly ? hidden : g.op("Relu", [hidden]), ...inputs]);
      const maps = conv(g.op("DequantizeLinear", [q, ...inputs]), 8, richClasses);
      return g.graph([g.op("Flatten", [g.op("GlobalAveragePool", [maps])])]);
    };
    const [clipped, relu] = [await gradientOf(network(true)), await gradientOf(network(false))];
    expect(relative(clipped.scores.data, relu.scores.data)).toBeLessThan(1e-6);
    // Where x is less than half a step below 0 it was rounded, not clipped.
    expect(relative(clipped.gradient.data, relu.gradient.data)).toBeLessThan(0.03);
  });

  it("goes through a pool and views of integers", async () => {
    const network = (isQuantized: boolean): Graph => {
      const g = new Builder(18);
      const x = g.input("image", "float32", ["N", 3, 16, 16]);
      const scale = g.scalar(8 / 255);
      const zero = levels(g, [128], [], "uint8");
      const into = (value: Value) => (isQuantized ? g.op("QuantizeLinear", [value, scale, zero]) : value);
      const back = (value: Value) => (isQuantized ? g.op("DequantizeLinear", [value, scale, zero]) : value);
      const pool = { kernel_shape: ints([3, 3]), strides: ints([2, 2]) };
      const pooled = g.op("MaxPool", [g.op("Transpose", [into(x)], { perm: ints([0, 1, 3, 2]) })], pool);
      const flat = back(g.op("Flatten", [pooled]));
      return g.graph([
        g.op("MatMul", [flat, g.floats(random(6).normals(147 * richClasses), [147, richClasses])]),
      ]);
    };
    // Values on the grid, no two of a window alike, so that rounding changes nothing.
    const data = Float32Array.from(
      { length: 2 * 3 * 16 * 16 },
      (_, i) => (((i * 7) % 251) - 125) * (8 / 255),
    );
    const x = tensor(data, [2, 3, 16, 16]);
    const [found, wanted] = [await gradientOf(network(true), x), await gradientOf(network(false), x)];
    expect(relative(found.scores.data, wanted.scores.data)).toBeLessThan(1e-5);
    expect(relative(found.gradient.data, wanted.gradient.data)).toBeLessThan(1e-5);
  });
});

describe("a quantized model", () => {
  const quantized = rich({ activation: activations("uint8"), weight: perChannel });
  const note =
    /^This network is quantized \(QuantizeLinear in 5 places\): its gradient passes the rounding straight through/;

  it("says so", () => {
    const bytes = write(quantized);
    expect(one(bytes).notes).toEqual([expect.stringMatching(note)]);
    expect(assemble({ name: "q", file: "q.onnx", bytes }).notes).toContainEqual(expect.stringMatching(note));
  });

  it("does not, where only weights are", () => {
    expect(one(write(rich({ weight: perChannel }))).notes).toEqual([]);
  });

  it("may quantize its probabilities: the scores are still those before", async () => {
    const end = (g: Builder, scores: Value): Value[] => {
      const p = g.op("Softmax", [scores], { axis: int(-1) });
      const inputs = [g.scalar(1 / 255), levels(g, [0], [], "uint8")];
      return [g.op("DequantizeLinear", [g.op("QuantizeLinear", [p, ...inputs]), ...inputs])];
    };
    const [plain, ends] = [await gradientOf(rich()), await gradientOf(rich({ end }))];
    expect(relative(ends.gradient.data, plain.gradient.data)).toBeLessThan(1e-6);
    expect(one(write(rich({ end }))).notes).toEqual([]);
  });

  it("may be one of half floats", async () => {
    const options = { smooth: true, activation: activations("int8") };
    const [half, single] = [
      await gradientOf(rich({ ...options, dtype: "float16" }, 19)),
      await gradientOf(rich(options, 19)),
    ];
    // A value that float16 rounds to the next step moves by all of it.
    expect(relative(half.scores.data, single.scores.data)).toBeLessThan(0.02);
    expect(relative(half.gradient.data, single.gradient.data)).toBeLessThan(0.02);
  });

  it("may name its element type by an attribute", async () => {
    const named: Wrap = (g, value) => {
      const q = g.op("QuantizeLinear", [value, g.scalar(range / 65_536)], {
        output_dtype: int(dtypes.int16),
      });
      return g.op("DequantizeLinear", [q, g.scalar(range / 65_536)]);
    };
    const [a, b] = [
      await gradientOf(rich({ activation: named }, 21)),
      await gradientOf(rich({ activation: activations("int16") }, 21)),
    ];
    expect(relative(a.gradient.data, b.gradient.data)).toBeLessThan(1e-6);
  });
});
