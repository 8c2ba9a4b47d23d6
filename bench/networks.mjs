// The measured networks, with random weights from a seed: what they compute does not matter for how long it takes.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { int, ints } from "../dist/graph/attributes.js";
import { Builder, write } from "../dist/index.js";
import { uniform } from "./uniform.mjs";

/** Writes layers one after the other. */
class Layers {
  constructor(size) {
    this.g = new Builder(17);
    this.uniform = uniform();
    this.x = this.g.input("image", "float32", ["N", 3, size, size]);
  }

  /** Uniform weights that keep activations at the same scale (He et al. 2015, arXiv 1502.01852). */
  weights(...dims) {
    const fan = dims.slice(1).reduce((a, b) => a * b, 1);
    return this.g.floats(this.uniform(dims[0] * fan, Math.sqrt(6 / fan)), dims);
  }

  bias(size) {
    return this.g.floats(this.uniform(size, 0.1));
  }

  conv(x, outputs, kernel, { stride = 1, pads = Array(4).fill(Math.floor(kernel / 2)), group = 1 } = {}) {
    const w = this.weights(outputs, x.type.shape[1] / group, kernel, kernel);
    return this.g.op("Conv", [x, w, this.bias(outputs)], {
      strides: ints([stride, stride]),
      pads: ints(pads),
      group: int(group),
    });
  }

  relu(x) {
    return this.g.op("Relu", [x]);
  }

  relu6(x) {
    return this.g.op("Clip", [x, this.g.scalar(0), this.g.scalar(6)]);
  }

  pool(x, kernel, stride, attributes = {}) {
    const shape = { kernel_shape: ints([kernel, kernel]), strides: ints([stride, stride]) };
    return this.g.op("MaxPool", [x], { ...shape, ...attributes });
  }

  dense(x, outputs) {
    const inputs = x.type.shape[1];
    return this.g.op("Gemm", [x, this.weights(outputs, inputs), this.bias(outputs)], { transB: int(1) });
  }

  average(x) {
    return this.g.op("Flatten", [this.g.op("GlobalAveragePool", [x])]);
  }

  bytes(logits) {
    return write(this.g.graph([this.g.op("Identity", [logits], {}, { outputs: ["logits"] })]));
  }
}

/** Iandola et al. 2016, arXiv 1602.07360. */
function squeezenet() {
  const net = new Layers(227);
  const fire = (x, squeezed, expanded) => {
    const s = net.relu(net.conv(x, squeezed, 1));
    const branches = [1, 3].map((kernel) => net.relu(net.conv(s, expanded, kernel)));
    return net.g.op("Concat", branches, { axis: int(1) });
  };
  const halve = (x) => net.pool(x, 3, 2, { ceil_mode: int(1) });
  let x = halve(net.relu(net.conv(net.x, 96, 7, { stride: 2, pads: [0, 0, 0, 0] })));
  for (const [s, e] of [
    [16, 64],
    [16, 64],
    [32, 128],
  ])
    x = fire(x, s, e);
  x = halve(x);
  for (const [s, e] of [
    [32, 128],
    [48, 192],
    [48, 192],
    [64, 256],
  ])
    x = fire(x, s, e);
  x = fire(halve(x), 64, 256);
  return net.bytes(net.average(net.relu(net.conv(x, 1000, 1, { pads: [1, 1, 1, 1] }))));
}

/** Width 0.75 at 192; Howard et al. 2017, arXiv 1704.04861. */
function mobilenet() {
  const net = new Layers(192);
  const pads = (stride) => (stride === 2 ? [0, 0, 1, 1] : [1, 1, 1, 1]);
  const blocks = [
    [48, 1],
    [96, 2],
    [96, 1],
    [192, 2],
    [192, 1],
    [384, 2],
  ];
  blocks.push(...Array(5).fill([384, 1]), [768, 2], [768, 1]);
  let x = net.relu6(net.conv(net.x, 24, 3, { stride: 2, pads: pads(2) }));
  for (const [outputs, stride] of blocks) {
    const channels = x.type.shape[1];
    x = net.relu6(net.conv(x, channels, 3, { stride, pads: pads(stride), group: channels }));
    x = net.relu6(net.conv(x, outputs, 1));
  }
  return net.bytes(net.dense(net.average(x), 1001));
}

/** He et al. 2015, arXiv 1512.03385, batch normalization folded into the convolutions as a runtime folds it. */
function resnet18() {
  const net = new Layers(224);
  let x = net.relu(net.conv(net.x, 64, 7, { stride: 2 }));
  x = net.pool(x, 3, 2, { pads: ints([1, 1, 1, 1]) });
  for (const [stage, channels] of [64, 128, 256, 512].entries()) {
    for (const block of [0, 1]) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      const long = net.conv(net.relu(net.conv(x, channels, 3, { stride })), channels, 3);
      const short = stride === 1 ? x : net.conv(x, channels, 1, { stride });
      x = net.relu(net.g.op("Add", [long, short]));
    }
  }
  return net.bytes(net.dense(net.average(x), 1000));
}

/** Simonyan and Zisserman 2014, arXiv 1409.1556. */
function vgg16() {
  const net = new Layers(224);
  let { x } = net;
  for (const [count, channels] of [
    [2, 64],
    [2, 128],
    [3, 256],
    [3, 512],
    [3, 512],
  ]) {
    for (let i = 0; i < count; i++) x = net.relu(net.conv(x, channels, 3));
    x = net.pool(x, 2, 2);
  }
  x = net.g.op("Flatten", [x]);
  for (let i = 0; i < 2; i++) x = net.relu(net.dense(x, 4096));
  return net.bytes(net.dense(x, 1000));
}

/** Wang et al. 2020, arXiv 2004.15004. */
function tinyVgg() {
  const net = new Layers(64);
  let { x } = net;
  for (let i = 0; i < 4; i++) {
    x = net.relu(net.conv(x, 10, 3, { pads: [0, 0, 0, 0] }));
    if (i % 2 === 1) x = net.pool(x, 2, 2);
  }
  return net.bytes(net.dense(net.g.op("Flatten", [x]), 10));
}

export const networks = {
  squeezenet: { title: "SqueezeNet 1.0", size: 227, make: squeezenet },
  mobilenet: { title: "MobileNet V1 0.75", size: 192, make: mobilenet },
  resnet18: { title: "ResNet-18", size: 224, make: resnet18 },
  vgg16: { title: "VGG16", size: 224, make: vgg16 },
  tinyvgg: { title: "Tiny VGG", size: 64, make: tinyVgg },
};

export const large = ["squeezenet", "mobilenet", "resnet18", "vgg16"];

/** Writes a network as a model folder inside `folder` and gives its path. */
export function writeNetwork(name, folder) {
  const { size, make } = networks[name];
  const path = join(folder, name);
  mkdirSync(join(path, "onnx"), { recursive: true });
  writeFileSync(join(path, "onnx", "model.onnx"), make());
  const config = {
    do_resize: true,
    size: { height: size, width: size },
    do_rescale: true,
    do_normalize: true,
  };
  const statistics = { image_mean: [0.5, 0.5, 0.5], image_std: [0.25, 0.25, 0.25] };
  writeFileSync(join(path, "preprocessor_config.json"), JSON.stringify({ ...config, ...statistics }));
  return path;
}
