import { attribute } from "../../src/graph/attributes.js";
import { type DType, dtypes } from "../../src/graph/tensor.js";
import { type Call, input, type Kernel, type Kernels } from "./kernel.js";
import { at, axisOf, generate, type NdArray, replaced } from "./ndarray.js";

const ranges: Partial<Record<DType, readonly [number, number]>> = {
  ...{ uint8: [0, 255], int8: [-128, 127], uint16: [0, 65_535], int16: [-32_768, 32_767] },
};

/** The scale or zero point for an element of x: one for all, one for each index of an axis, or one for a block of them. */
function parameterAt(call: Call, parameter: NdArray, rank: number, index: readonly number[]): number {
  if (parameter.data.length === 1) return parameter.data[0] as number;
  const axis = axisOf(attribute(call.node, "int", "axis", 1), rank);
  const block = attribute(call.node, "int", "block_size", 0) || 1;
  const place = Math.floor((index[axis] ?? 0) / block);
  return parameter.dims.length === 1
    ? (parameter.data[place] ?? Number.NaN)
    : at(parameter, replaced(index, axis, place));
}

/** Half to even. */
function rounded(x: number): number {
  const below = Math.floor(x);
  const up = x - below > 0.5 || (x - below === 0.5 && below % 2 !== 0);
  return up ? below + 1 : below;
}

const quantizer =
  (round: (x: number) => number): Kernel =>
  (call) => {
    const [x, scale, zero] = [input(call, 0), input(call, 1), call.inputs[2] ?? null];
    const named = attribute(call.node, "int", "output_dtype", 0) || dtypes.uint8;
    const dtype =
      zero?.dtype ?? (Object.entries(dtypes).find(([, number]) => number === named)?.[0] as DType);
    const range = ranges[dtype];
    if (!range) throw new Error(`the oracle does not quantize to ${dtype}`);
    const y = generate(x.dims, dtype, (index, i) => {
      const steps = round((x.data[i] ?? 0) / parameterAt(call, scale, x.dims.length, index));
      const level = steps + (zero ? parameterAt(call, zero, x.dims.length, index) : 0);
      return Math.min(Math.max(level, range[0]), range[1]);
    });
    return [y];
  };

const dequantize: Kernel = (call) => {
  const [x, scale, zero] = [input(call, 0), input(call, 1), call.inputs[2] ?? null];
  const y = generate(x.dims, scale.dtype, (index, i) => {
    const level = (x.data[i] ?? 0) - (zero ? parameterAt(call, zero, x.dims.length, index) : 0);
    return level * parameterAt(call, scale, x.dims.length, index);
  });
  return [y];
};

export const quantize: Kernels = { QuantizeLinear: quantizer(rounded), DequantizeLinear: dequantize };

/** What the straight-through estimator differentiates: quantization without its rounding. */
export const unrounded: Kernels = { QuantizeLinear: quantizer((x) => x) };
