import { int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { type DType, elementCount } from "../../src/graph/tensor.js";
import type { Dim, Graph, Value } from "../../src/graph/types.js";
import { random } from "../../src/image/random.js";

export interface RichOptions {
  readonly shape?: readonly Dim[];
  readonly dtype?: DType;
  /** Around every activation that a convolution or product reads; what it gives is read instead. */
  readonly activation?: (g: Builder, value: Value) => Value;
  /** In place of a weight, which quantizers and converters write otherwise. */
  readonly weight?: (g: Builder, value: Value) => Value;
  /** From the scores to the network's outputs. */
  readonly end?: (g: Builder, scores: Value, features: Value) => readonly Value[];
  /** Without kinks: Softplus for ReLU, average for maximum. */
  readonly smooth?: boolean;
}

export const richClasses = 5;

/** A random classifier of the operators that networks are mostly made of, for pictures of 16 × 16. */
export function rich(options: RichOptions = {}, opset = 17): Graph {
  const { shape = ["N", 3, 16, 16], dtype = "float32", smooth = false } = options;
  const { activation = (_, value) => value, weight = (_, value) => value } = options;
  const { end = (_, scores) => [scores] } = options;
  const rng = random(5);
  const g = new Builder(opset);
  const numbers = (dims: number[], center: number, spread: number): Value => {
    const values = rng.normals(elementCount(dims)).map((each) => center + spread * each);
    return g.floats(values, dims, dtype);
  };
  const weights = (...dims: number[]): Value =>
    weight(g, numbers(dims, 0, Math.sqrt(2 / elementCount(dims.slice(1)))));
  const relu = (value: Value): Value => g.op(smooth ? "Softplus" : "Relu", [value]);
  const image = g.input("image", dtype, shape);
  const isLast = shape[3] === 3;
  const x = isLast ? g.op("Transpose", [image], { perm: ints([0, 3, 1, 2]) }) : image;

  let y = g.op("Conv", [activation(g, x), weights(8, 3, 3, 3), numbers([8], 0, 0.1)], {
    pads: ints([1, 1, 1, 1]),
  });
  const statistics = [
    numbers([8], 1, 0.1),
    numbers([8], 0, 0.2),
    numbers([8], 0, 0.1),
    numbers([8], 1, 0.05),
  ];
  y = relu(g.op("BatchNormalization", [y, ...statistics]));
  y = g.op(smooth ? "AveragePool" : "MaxPool", [y], {
    kernel_shape: ints([3, 3]),
    strides: ints([2, 2]),
    pads: ints([0, 0, 1, 1]),
  });
  const depthwise = { group: int(8), pads: ints([1, 1, 1, 1]) };
  y = g.op("Add", [
    y,
    g.op(opset < 14 ? "Tanh" : "HardSwish", [
      g.op("Conv", [activation(g, y), weights(8, 1, 3, 3)], depthwise),
    ]),
  ]);
  y = relu(g.op("Conv", [activation(g, y), weights(12, 8, 1, 1), numbers([12], 0, 0.1)]));
  y = g.op("AveragePool", [activation(g, y)], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) });
  const features = g.op("Flatten", [g.op("GlobalAveragePool", [y])], { axis: int(1) });
  y =
    opset < 17
      ? features
      : g.op("LayerNormalization", [features, numbers([12], 1, 0.1), numbers([12], 0, 0.1)], {
          axis: int(-1),
        });
  const last = [activation(g, y), weight(g, numbers([12, richClasses], 0, 0.4))];
  const scores = g.op("MatMul", last, {}, { outputs: ["scores"] });
  return g.graph(end(g, scores, features), "rich");
}
