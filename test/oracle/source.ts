import { attribute } from "../../src/graph/attributes.js";
import { numbers } from "../../src/graph/constants.js";
import { type Constant, type DType, dtypes } from "../../src/graph/tensor.js";
import { input, type Kernel, type Kernels } from "./kernel.js";
import { axisOf, eachIndex, generate, isFloat, type NdArray, ndarray } from "./ndarray.js";

/** Operators that make tensors, copy them, or tell about them. */

export const fromConstant = (constant: Constant): NdArray => ({
  dims: constant.dims,
  data: numbers(constant),
  dtype: constant.dtype,
});

function dtypeOf(number: number): DType {
  const found = (Object.keys(dtypes) as DType[]).find((name) => dtypes[name] === number);
  if (!found) throw new RangeError(`no element type ${number}`);
  return found;
}

const constantKernel: Kernel = ({ node }) => {
  const tensor = attribute(node, "tensor", "value", null);
  if (tensor) return [fromConstant(tensor)];
  const float = attribute(node, "float", "value_float", null);
  if (float !== null) return [ndarray([], [float])];
  const int = attribute(node, "int", "value_int", null);
  if (int !== null) return [ndarray([], [int], "int64")];
  const floats = attribute(node, "floats", "value_floats", null);
  if (floats) return [ndarray([floats.length], floats)];
  const ints = attribute(node, "ints", "value_ints", []);
  return [ndarray([ints.length], ints, "int64")];
};

/** Between floats nothing is rounded: the oracle computes in doubles throughout. */
function cast(x: NdArray, dtype: DType): readonly NdArray[] {
  if (isFloat(dtype)) return [{ ...x, dtype }];
  const convert = dtype === "bool" ? (v: number) => (v !== 0 ? 1 : 0) : Math.trunc;
  return [{ dims: x.dims, data: x.data.map(convert), dtype }];
}

const shapeKernel: Kernel = (call) => {
  const { dims } = input(call, 0);
  const start = attribute(call.node, "int", "start", 0);
  const end = attribute(call.node, "int", "end", dims.length);
  const part = dims.slice(start, end);
  return [ndarray([part.length], part, "int64")];
};

const constantOfShape: Kernel = (call) => {
  const value = attribute(call.node, "tensor", "value", null);
  const fill = value ? (numbers(value)[0] ?? 0) : 0;
  return [generate(Array.from(input(call, 0).data), value?.dtype ?? "float32", () => fill)];
};

const range: Kernel = (call) => {
  const [start = 0, limit = 0, delta = 1] = [0, 1, 2].map((i) => input(call, i).data[0]);
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  return [generate([count], input(call, 0).dtype, ([i = 0]) => start + i * delta)];
};

const nonZero: Kernel = (call) => {
  const x = input(call, 0);
  const found: number[][] = [];
  eachIndex(x.dims, (index, flat) => {
    if (x.data[flat] !== 0) found.push([...index]);
  });
  return [generate([x.dims.length, found.length], "int64", ([axis = 0, i = 0]) => found[i]?.[axis] ?? 0)];
};

const eyeLike: Kernel = (call) => {
  const x = input(call, 0);
  const number = attribute(call.node, "int", "dtype", null);
  const k = attribute(call.node, "int", "k", 0);
  return [
    generate(x.dims, number === null ? x.dtype : dtypeOf(number), ([i = 0, j = 0]) => (j - i === k ? 1 : 0)),
  ];
};

const trilu: Kernel = (call) => {
  const x = input(call, 0);
  const k = call.inputs[1]?.data[0] ?? 0;
  const upper = attribute(call.node, "int", "upper", 1) !== 0;
  return [
    generate(x.dims, x.dtype, (index, flat) => {
      const above = (index.at(-1) ?? 0) - (index.at(-2) ?? 0) - k;
      return (upper ? above >= 0 : above <= 0) ? (x.data[flat] ?? 0) : 0;
    }),
  ];
};

const oneHot: Kernel = (call) => {
  const indices = input(call, 0);
  const depth = input(call, 1).data[0] ?? 0;
  const [off = 0, on = 1] = input(call, 2).data;
  const axis = axisOf(attribute(call.node, "int", "axis", -1), indices.dims.length + 1);
  const dims = indices.dims.toSpliced(axis, 0, depth);
  return [
    generate(dims, input(call, 2).dtype, (index) => {
      const rest = index.toSpliced(axis, 1);
      let flat = 0;
      for (const [i, size] of indices.dims.entries()) flat = flat * size + (rest[i] ?? 0);
      const hot = indices.data[flat] ?? 0;
      return (hot < 0 ? hot + depth : hot) === index[axis] ? on : off;
    }),
  ];
};

const dropout: Kernel = (call) => {
  const [, ratio, training] = call.inputs;
  if ((training?.data[0] ?? 0) !== 0 && ratio?.data[0] !== 0)
    throw new Error("training mode is not evaluated");
  const x = input(call, 0);
  return [x, generate(x.dims, "bool", () => 1)];
};

export const source: Kernels = {
  Constant: constantKernel,
  Identity: (call) => [input(call, 0)],
  Dropout: dropout,
  Cast: (call) => cast(input(call, 0), dtypeOf(attribute(call.node, "int", "to", dtypes.float32))),
  CastLike: (call) => cast(input(call, 0), input(call, 1).dtype),
  Shape: shapeKernel,
  Size: (call) => [ndarray([], [input(call, 0).data.length], "int64")],
  ConstantOfShape: constantOfShape,
  Range: range,
  NonZero: nonZero,
  EyeLike: eyeLike,
  Trilu: trilu,
  OneHot: oneHot,
};
