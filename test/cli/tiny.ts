import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { int, ints } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import type { Image } from "../../src/image/image.js";
import { encodePng } from "../../src/image/png.js";
import { type Random, random } from "../../src/image/random.js";

export const labels = ["apple pie", "bee eater", "street sign"];

export interface TinyOptions {
  /** Ends in a Softmax. */
  readonly softmax?: boolean;
  /** Something put in the middle of the network. */
  readonly middle?: (g: Builder, value: Value) => Value;
  /** Turns each weight tensor into another. */
  readonly weights?: (values: Float32Array, name: string) => Float32Array;
  /** The batch, a symbol unless told otherwise. */
  readonly batch?: number | string;
}

/** A network of two convolutions for pictures of 24 × 24 and three classes, its weights random but always the same. */
export function tinyNetwork(options: TinyOptions = {}): Uint8Array {
  const {
    softmax = false,
    middle = (_, value) => value,
    weights = (values) => values,
    batch = "batch",
  } = options;
  const rng = random(7);
  const g = new Builder(17);
  const x = g.input("x", "float32", [batch, 3, 24, 24]);
  const constant = (name: string, dims: number[], scale: number): Value => {
    const data = weights(normal(rng, dims, scale), name);
    return g.constant({ dtype: "float32", dims, bytes: new Uint8Array(data.buffer), strings: null }, name);
  };
  const conv = (value: Value, from: number, to: number, name: string): Value => {
    const inputs = [
      value,
      constant(`${name}.weight`, [to, from, 3, 3], 1 / Math.sqrt(from * 4)),
      constant(`${name}.bias`, [to], 0.1),
    ];
    const out = g.op("Conv", inputs, { pads: ints([1, 1, 1, 1]), kernel_shape: ints([3, 3]) }, { name });
    return g.op("Relu", [out], {}, { name: `${name}.relu` });
  };
  const first = g.op(
    "MaxPool",
    [conv(x, 3, 8, "conv1")],
    { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
    { name: "pool1" },
  );
  const second = middle(g, conv(first, 8, 8, "conv2"));
  const pooled = g.op("GlobalAveragePool", [second], {}, { name: "pool2" });
  const flat = g.op("Flatten", [pooled], { axis: int(1) }, { name: "flat" });
  const inputs = [flat, constant("fc.weight", [8, 3], 6), constant("fc.bias", [3], 0.1)];
  const scores = g.op("Gemm", inputs, {}, { name: "fc", outputs: [softmax ? "logits" : "scores"] });
  const out = softmax ? g.op("Softmax", [scores], { axis: int(1) }, { outputs: ["scores"] }) : scores;
  return write(g.graph([out], "tiny"));
}

/** A model folder with that network, its labels and its preprocessing. */
export function tinyFolder(path: string, options: TinyOptions = {}): string {
  mkdirSync(join(path, "onnx"), { recursive: true });
  writeFileSync(join(path, "onnx/model.onnx"), tinyNetwork(options));
  writeFileSync(join(path, "config.json"), JSON.stringify({ id2label: { ...labels } }));
  const config = {
    ...{ do_resize: true, size: { shortest_edge: 28 }, resample: 2 },
    ...{ do_center_crop: true, crop_size: { height: 24, width: 24 }, do_rescale: true },
    ...{ do_normalize: true, image_mean: [0.5, 0.5, 0.5], image_std: [0.25, 0.25, 0.25] },
  };
  writeFileSync(join(path, "preprocessor_config.json"), JSON.stringify(config));
  return path;
}

/** A picture of soft colored blobs. */
export function blobs(seed: number, width = 40, height = 32): Image {
  const rng = random(seed);
  const waves = Array.from(
    { length: 9 },
    () => [rng.uniform() * 0.4, rng.uniform() * 0.4, rng.uniform() * 6] as const,
  );
  const data = Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    const [px, py] = [pixel % width, Math.floor(pixel / width)];
    const part = waves.slice(channel * 3, channel * 3 + 3);
    return 128 + 42 * part.reduce((sum, [fx, fy, phase]) => sum + Math.sin(px * fx + py * fy + phase), 0);
  });
  return { width, height, data };
}

/** The same as a PNG file; gives its path. */
export function blobFile(path: string, seed: number): string {
  writeFileSync(path, encodePng(blobs(seed)));
  return path;
}

function normal(rng: Random, dims: readonly number[], scale: number): Float32Array {
  return rng.normals(dims.reduce((product, dim) => product * dim, 1)).map((value) => value * scale);
}
