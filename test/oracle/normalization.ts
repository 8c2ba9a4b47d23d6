import { attribute } from "../../src/graph/attributes.js";
import { elementCount } from "../../src/graph/tensor.js";
import { type Call, input, type Kernel, type Kernels } from "./kernel.js";
import { at, axisOf, broadcastAt, generate, type NdArray } from "./ndarray.js";

const epsilonOf = (call: Call): number => attribute(call.node, "float", "epsilon", 1e-5);

/** Subtracts the mean of each run of `length` consecutive elements and divides by √(variance + ε). */
function standardize(
  x: NdArray,
  length: number,
  epsilon: number,
): { readonly y: NdArray; readonly mean: Float64Array; readonly scale: Float64Array } {
  const runs = x.data.length / length;
  const data = new Float64Array(x.data.length);
  const mean = new Float64Array(runs);
  const scale = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    const part = x.data.subarray(run * length, (run + 1) * length);
    const average = part.reduce((sum, value) => sum + value, 0) / length;
    const variance = part.reduce((sum, value) => sum + (value - average) ** 2, 0) / length;
    const inverse = 1 / Math.sqrt(variance + epsilon);
    mean[run] = average;
    scale[run] = inverse;
    part.forEach((value, i) => {
      data[run * length + i] = (value - average) * inverse;
    });
  }
  return { y: { ...x, data }, mean, scale };
}

const batchNormalization: Kernel = (call) => {
  if (attribute(call.node, "int", "training_mode", 0) !== 0)
    throw new Error("training mode is not evaluated");
  const [x, scale, bias, mean, variance] = [0, 1, 2, 3, 4].map((i) => input(call, i)) as [
    NdArray,
    NdArray,
    NdArray,
    NdArray,
    NdArray,
  ];
  const epsilon = epsilonOf(call);
  return [
    generate(x.dims, x.dtype, ([, c = 0], flat) => {
      const centered = (x.data[flat] ?? 0) - at(mean, [c]);
      return (at(scale, [c]) * centered) / Math.sqrt(at(variance, [c]) + epsilon) + at(bias, [c]);
    }),
  ];
};

/** y · scale + bias, both looked up by the channel. */
const perChannel = (y: NdArray, scale: NdArray, bias: NdArray, slot: (channel: number) => number): NdArray =>
  generate(y.dims, y.dtype, ([, c = 0], flat) => {
    return (y.data[flat] ?? 0) * at(scale, [slot(c)]) + at(bias, [slot(c)]);
  });

const instanceNormalization: Kernel = (call) => {
  const x = input(call, 0);
  const { y } = standardize(x, elementCount(x.dims.slice(2)), epsilonOf(call));
  return [perChannel(y, input(call, 1), input(call, 2), (c) => c)];
};

/** Opset 18 has a scale and a bias for each group, opset 21 for each channel. */
const groupNormalization: Kernel = (call) => {
  const x = input(call, 0);
  const groups = attribute(call.node, "int", "num_groups", 1);
  const size = (x.dims[1] ?? 0) / groups;
  const { y } = standardize(x, size * elementCount(x.dims.slice(2)), epsilonOf(call));
  const slot = call.opset < 21 ? (c: number) => Math.floor(c / size) : (c: number) => c;
  return [perChannel(y, input(call, 1), input(call, 2), slot)];
};

const layerNormalization: Kernel = (call) => {
  const [x, scale] = [input(call, 0), input(call, 1)];
  const bias = call.inputs[2];
  const axis = axisOf(attribute(call.node, "int", "axis", -1), x.dims.length);
  const { y, ...statistics } = standardize(x, elementCount(x.dims.slice(axis)), epsilonOf(call));
  const dims = x.dims.map((size, i) => (i < axis ? size : 1));
  return [
    generate(x.dims, x.dtype, (index, flat) => {
      return (y.data[flat] ?? 0) * broadcastAt(scale, index) + (bias ? broadcastAt(bias, index) : 0);
    }),
    { dims, data: statistics.mean, dtype: x.dtype },
    { dims, data: statistics.scale, dtype: x.dtype },
  ];
};

const rmsNormalization: Kernel = (call) => {
  const [x, scale] = [input(call, 0), input(call, 1)];
  const axis = axisOf(attribute(call.node, "int", "axis", -1), x.dims.length);
  const length = elementCount(x.dims.slice(axis));
  return [
    generate(x.dims, x.dtype, (index, flat) => {
      const start = Math.floor(flat / length) * length;
      const squares = x.data.subarray(start, start + length).reduce((sum, value) => sum + value * value, 0);
      const size = Math.sqrt(squares / length + epsilonOf(call));
      return ((x.data[flat] ?? 0) / size) * broadcastAt(scale, index);
    }),
  ];
};

const lrn: Kernel = (call) => {
  const x = input(call, 0);
  const size = attribute(call.node, "int", "size", 1);
  const alpha = attribute(call.node, "float", "alpha", 1e-4);
  const beta = attribute(call.node, "float", "beta", 0.75);
  const bias = attribute(call.node, "float", "bias", 1);
  return [
    generate(x.dims, x.dtype, ([n = 0, c = 0, ...place], flat) => {
      const from = Math.max(0, c - Math.floor((size - 1) / 2));
      const to = Math.min((x.dims[1] ?? 0) - 1, c + Math.ceil((size - 1) / 2));
      let squares = 0;
      for (let k = from; k <= to; k++) squares += at(x, [n, k, ...place]) ** 2;
      return (x.data[flat] ?? 0) / (bias + (alpha / size) * squares) ** beta;
    }),
  ];
};

export const normalization: Kernels = {
  BatchNormalization: batchNormalization,
  InstanceNormalization: instanceNormalization,
  GroupNormalization: groupNormalization,
  LayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
  LRN: lrn,
};
