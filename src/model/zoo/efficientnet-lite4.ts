import type { ZooEntry } from "./entry.js";
import { imagenetClasses } from "./imagenet-classes.js";

const file = "efficientnet-lite4-11";
const folder = "validated/vision/classification/efficientnet-lite4/model";
const mirror = "https://huggingface.co/onnxmodelzoo";

/** EfficientNet-Lite4 by TensorFlow; [N, 224, 224, 3], (pixel − 127) / 128 for pixels in 0 … 255, Softmax at the end. */
export const efficientnetLite4: ZooEntry = {
  name: "efficientnet_lite4",
  urls: [
    `${mirror}/legacy_models/resolve/main/${folder}/${file}.onnx`,
    `${mirror}/${file}/resolve/main/${file}.onnx`,
  ],
  bytes: 51_946_641,
  sha256: "d111689907c06eea7c82e4833ddef758da6453b9d4cf60b7e99ca05c7cbd9c12",
  license: "MIT/Apache-2.0",
  weights: "EfficientNet-Lite4 of tensorflow/tpu",
  preprocessing: {
    resize: { shortestEdge: 256 },
    resample: "bilinear",
    crop: { height: 224, width: 224 },
    scale: 255,
    mean: [127, 127, 127],
    std: [128, 128, 128],
    order: "RGB",
    layout: "NHWC",
  },
  labels: imagenetClasses,
  size: 224,
  parameters: 13_000_000,
  // 80.4 by its own page, 77.7 where Intel measured this very file; the weights were trained at 300 × 300.
  top1: null,
  use: "EfficientNet without what small devices cannot run; channels last",
};
