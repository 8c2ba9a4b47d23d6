import { Explainer } from "../src/explainer.js";
import { ints } from "../src/graph/attributes.js";
import type { Builder } from "../src/graph/builder.js";
import { type Tensor, tensor } from "../src/graph/tensor.js";
import type { Value } from "../src/graph/types.js";
import { random } from "../src/image/random.js";
import { assemble } from "../src/model/assemble.js";
import { readPreprocessorConfig } from "../src/model/preprocessor-config.js";
import { nodeBackend } from "../src/node/backend.js";
import { flat, type NetworkOptions, network } from "./model/networks.js";

export const backend = nodeBackend({ threads: 1 });

/** A small random classifier, ready to be asked; `config` is the content of its preprocessor_config.json. */
export function tinyExplainer(options: NetworkOptions = {}, config: object = {}): Explainer {
  const bytes = network({ shape: ["N", 3, 16, 16], ...options });
  const settings = {
    do_resize: false,
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.25, 0.25, 0.25],
    ...config,
  };
  const preprocessing = readPreprocessorConfig(settings, "preprocessor_config.json");
  return new Explainer(assemble({ name: "tiny", file: "tiny.onnx", bytes, config: preprocessing }), backend);
}

/** SqueezeNet's end: a ReLU before the average, so that scores are never negative. */
export const endsInRelu = (g: Builder, maps: Value): Value[] => [flat(g, g.op("Relu", [maps]))];

/** Scores read off the whole picture by a dense layer, so that every class can be reached. */
export const dense = (g: Builder, maps: Value): Value[] => {
  const pooled = g.op("MaxPool", [maps], { kernel_shape: ints([4, 4]), strides: ints([4, 4]) });
  const features = g.op("Flatten", [pooled]);
  const weights = g.floats(random(2).normals(64 * 4), [64, 4]);
  return [g.op("MatMul", [features, weights], {}, { outputs: ["scores"] })];
};

/** SqueezeNet's end with an offset so low that the ReLU holds every score at zero. */
export const heldAtZero = (g: Builder, maps: Value): Value[] => [
  flat(g, g.op("Relu", [g.op("Sub", [maps, g.floats([100])])])),
];

/** A picture of noise with 8-bit values, pixels [1, 3, 16, 16]. */
export function noisePicture(seed = 3): Tensor {
  const rng = random(seed);
  const data = Float32Array.from({ length: 3 * 16 * 16 }, () => rng.integer(0, 255) / 255);
  return tensor(data, [1, 3, 16, 16]);
}
