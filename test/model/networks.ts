import { int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { DType } from "../../src/graph/tensor.js";
import type { Dim, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";

// Small classifiers made for a test: random weights, always the same ones.

export interface NetworkOptions {
  readonly shape?: readonly Dim[];
  readonly dtype?: DType;
  readonly classes?: number;
  readonly opset?: number;
  /** The network's end, from the class scores [N, C, h, w] before any pooling to its outputs. */
  readonly end?: (g: Builder, maps: Value) => readonly Value[];
  /** Makes one weight of the first convolution NaN. */
  readonly damaged?: boolean;
}

/** The usual end: averaged to [N, C, 1, 1] and flattened to [N, C]. */
export const flat = (g: Builder, maps: Value, name = "scores"): Value => {
  const pooled = g.op("GlobalAveragePool", [maps], {}, { name: "pool" });
  return g.op("Flatten", [pooled], { axis: int(1) }, { name: "flat", outputs: [name] });
};

/** A network of two convolutions as an ONNX file. */
export function network(options: NetworkOptions = {}): Uint8Array {
  const { shape = ["N", 3, 8, 8], dtype = "float32", classes = 4, opset = 17, damaged = false } = options;
  const end = options.end ?? ((g, maps) => [flat(g, maps)]);
  const rng = random(11);
  const g = new Builder(opset);
  const picture = g.input("image", dtype, shape);
  const isLast = shape[3] === 3 && shape[1] !== 3;
  const x = isLast
    ? g.op("Transpose", [picture], { perm: ints([0, 3, 1, 2]) }, { name: "to_nchw" })
    : picture;
  const conv = (value: Value, from: number, to: number, name: string): Value => {
    const size = to * from * 9;
    const weights = rng.normals(size).map((each) => each / Math.sqrt(from * 9));
    if (damaged) weights[5] = Number.NaN;
    const constant = { ...g.floats(weights, [to, from, 3, 3], dtype), name: `${name}.weight` };
    return g.op("Conv", [value, constant], { pads: ints([1, 1, 1, 1]) }, { name });
  };
  const channels = shape[isLast ? 3 : 1];
  const hidden = conv(x, typeof channels === "number" ? channels : 3, 6, "conv1");
  const active = g.op("Relu", [hidden], {}, { name: "relu1" });
  return write(g.graph(end(g, conv(active, 6, classes, "conv2")), "test"));
}
