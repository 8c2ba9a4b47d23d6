import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { differentiate } from "../../src/gradient/differentiate.js";
import { float, floats, int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Attributes, Graph, Value } from "../../src/graph/types.js";
import { upgrade } from "../../src/graph/upgrade.js";
import { write } from "../../src/graph/write.js";
import { evaluate } from "../oracle/interpreter.js";
import { ndarray } from "../oracle/ndarray.js";
import { Random } from "../oracle/random.js";

// One network in the words of every operator set from 7 to 22: what was an attribute and became an input, what was renamed
// and what came later. The gradient on ONNX Runtime must be the same each time, and right.

const dims = [2, 3, 6, 6];
const classes = 4;

function network(opset: number): Graph {
  const r = new Random(5);
  const g = new Builder(opset);
  const weight = (...shape: number[]): Value =>
    g.floats(
      Array.from({ length: elementCount(shape) }, () => r.float(-0.5, 0.5)),
      shape,
    );
  /** Settings that were attributes before `since` and are inputs from then on. */
  const moved = (
    op: string,
    since: number,
    x: Value,
    settings: Record<string, readonly number[]>,
    rest: Attributes = {},
  ) =>
    opset < since
      ? g.op(op, [x], {
          ...rest,
          ...Object.fromEntries(Object.entries(settings).map(([k, v]) => [k, ints(v)])),
        })
      : g.op(op, [x, ...Object.values(settings).map((v) => g.ints(v))], rest);

  const x = g.input("x", "float32", ["N", ...dims.slice(1)]);
  let y = g.op("Conv", [x, weight(4, 3, 3, 3), weight(4)], { pads: ints([1, 1, 1, 1]) });
  const positive = g.floats([0.9, 1.1, 1, 1.2]);
  y = g.op("BatchNormalization", [y, weight(4), weight(4), weight(4), positive]);
  y =
    opset < 11
      ? g.op("Clip", [y], { min: float(-0.4), max: float(0.6) })
      : g.op("Clip", [y, g.scalar(-0.4), g.scalar(0.6)]);
  y = moved("Pad", 11, y, { pads: [0, 0, 1, 1, 0, 0, 1, 1] }, { mode: string("reflect") });
  y = g.op("AveragePool", [y], {
    kernel_shape: ints([3, 3]),
    strides: ints([2, 2]),
    pads: ints([1, 1, 1, 1]),
  });
  const halves = { axis: int(1), ...(opset < 18 ? {} : { num_outputs: int(2) }) };
  const [a, b] = g.node("Split", [y], halves, { outputs: ["a", "b"] }) as [Value, Value];
  const cut = moved("Slice", 10, a, { starts: [1, 0], ends: [4, 3], axes: [2, 3] });
  const gated = g.op("Mul", [b, g.op("Sigmoid", [b])]);
  y = g.op(
    "Concat",
    [g.op("Tanh", [cut]), moved("Slice", 10, gated, { starts: [0, 1], ends: [3, 4], axes: [2, 3] })],
    {
      axis: int(1),
    },
  );
  y = doubled(g, y);
  y = g.op("Dropout", [y]);
  y = moved("ReduceMean", 18, y, { axes: [3] }, { keepdims: int(1) });
  y = moved("Squeeze", 13, y, { axes: [3] });
  y = moved("ReduceSum", 13, y, { axes: [2] }, { keepdims: int(0) });
  y = moved("Unsqueeze", 13, y, { axes: [2] });
  y = g.op("Gemm", [g.op("Flatten", [y]), weight(4, classes), weight(classes)]);
  y = g.op("Softmax", [y], { axis: int(1) }, { outputs: ["scores"] });
  return g.graph([y]);
}

/** Twice as high and wide. */
function doubled(g: Builder, x: Value): Value {
  const scales = [1, 1, 2, 2];
  if (g.opset < 9) return g.op("Upsample", [x], { scales: floats(scales), mode: string("nearest") });
  if (g.opset < 10) return g.op("Upsample", [x, g.floats(scales)]);
  if (g.opset < 11) return g.op("Resize", [x, g.floats(scales)]);
  const corner = { coordinate_transformation_mode: string("asymmetric"), nearest_mode: string("floor") };
  return g.op("Resize", [x, g.opset < 13 ? g.floats([]) : null, g.floats(scales)], corner);
}

const r = new Random(9);
const x = Float32Array.from({ length: elementCount(dims) }, () => r.float());
const seed = Float32Array.from({ length: 2 * classes }, () => r.float());

async function gradientAt(opset: number): Promise<Float32Array> {
  const graph = upgrade(read(write(network(opset))));
  const both = simplify(
    differentiate(graph, { of: graph.outputs[0] as Value, wrt: graph.inputs[0] as Value }),
  );
  const session = await InferenceSession.create(write(both), { logSeverityLevel: 4 });
  const { gradient } = await session.run({
    x: new Tensor("float32", x, dims),
    seed: new Tensor("float32", seed, [2, classes]),
  });
  await session.release();
  return gradient?.data as Float32Array;
}

/** ⟨seed, scores⟩ in float64. */
function objective(input: Float64Array): number {
  const graph = network(18);
  const [scores] = evaluate(graph, new Map([[graph.inputs[0] as Value, ndarray(dims, input)]]));
  return scores?.data.reduce((sum, score, i) => sum + score * (seed[i] ?? 0), 0) ?? Number.NaN;
}

const expected = Array.from(x, (_, at) => {
  const nudged = (step: number) =>
    objective(Float64Array.from(x, (value, i) => (i === at ? value + step : value)));
  return (nudged(1e-6) - nudged(-1e-6)) / 2e-6;
});

test.each([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22])(
  "a network in opset %d has the right gradient on ONNX Runtime",
  async (opset) => {
    const gradient = await gradientAt(opset);
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-3);
    for (const [i, slope] of expected.entries()) {
      expect(Math.abs((gradient[i] ?? Number.NaN) - slope) / largest).toBeLessThan(1e-5);
    }
  },
);
