import { numbers } from "../constants.js";
import { ceilDiv, isNonNegative, max, sub, unknownDim, unknownElement } from "../dim.js";
import { type DType, dtypes, elementCount } from "../tensor.js";
import type { Dim } from "../types.js";
import { elementLimit, smallShape } from "./elements.js";
import { type Infer, inferred, type NodeView, same, takes } from "./view.js";

const names = new Map(Object.entries(dtypes).map(([name, number]) => [number as number, name as DType]));

/** The element type that an attribute names by its number. */
export function dtypeAttribute(node: NodeView, name: string, otherwise: DType | null): DType | null {
  const number = node.int(name, null);
  if (number === null) return otherwise;
  return names.get(number) ?? node.fail(`${name} ${number} is no element type`);
}

const isNumeric = (dtype: DType): boolean => !/^(string|complex|float8|float4|u?int[24])/.test(dtype);

const constant: Infer = (node) => {
  const tensor = node.tensor("value");
  if (tensor) {
    const small = smallShape(tensor.dims) && isNumeric(tensor.dtype);
    return [inferred(tensor.dtype, tensor.dims, small ? Array.from(numbers(tensor)) : null)];
  }
  const ints = node.ints("value_ints", null);
  if (ints) return [inferred("int64", [ints.length], ints.length <= elementLimit ? ints : null)];
  const int = node.int("value_int", null);
  if (int !== null) return [inferred("int64", [], [int])];
  const floats = node.floats("value_floats", null);
  if (floats) return [inferred("float32", [floats.length])];
  if (node.has("value_float")) return [inferred("float32", [])];
  if (node.has("value_string")) return [inferred("string", [])];
  return [null];
};

const constantOfShape: Infer = (node) => {
  const spelled = node.elements();
  const value = node.tensor("value");
  const dtype = value?.dtype ?? "float32";
  const length = node.shape()?.[0];
  const short = typeof length === "number" && length <= elementLimit;
  const shape = spelled ?? (short ? Array.from({ length }, () => unknownDim()) : null);
  if (shape?.some((size) => typeof size === "number" && size < 0)) node.fail(`[${shape}] is not a shape`);
  const small = smallShape(shape);
  const fill = value && isNumeric(dtype) ? numbers(value)[0] : value ? undefined : 0;
  if (!small || fill === undefined) return [inferred(dtype, shape)];
  return [
    inferred(
      dtype,
      shape,
      Array.from({ length: elementCount(small) }, () => fill),
    ),
  ];
};

const range: Infer = (node) => {
  const [start, limit, delta] = [0, 1, 2].map((i) => node.elements(i)?.[0]);
  const dtype = node.dtype();
  const float = dtype !== null && !/int/.test(dtype);
  const known = [start, limit, delta].every((value) => typeof value === "number");
  if (start === undefined || limit === undefined || typeof delta !== "number" || (float && !known)) {
    return [inferred(dtype, [unknownDim()])];
  }
  if (delta === 0) return node.fail("the step is 0");
  if (known) {
    const length = Math.max(Math.ceil(((limit as number) - (start as number)) / delta), 0);
    const listed = !float && length <= elementLimit;
    const elements = listed ? Array.from({ length }, (_, i) => (start as number) + i * delta) : null;
    return [inferred(dtype, [length], elements)];
  }
  return [inferred(dtype, [max(ceilDiv(sub(limit, start), delta), 0)])];
};

const eyeLike: Infer = (node) => [inferred(dtypeAttribute(node, "dtype", node.dtype()), node.shape())];

/** RandomNormal and RandomUniform. */
const random: Infer = (node) => [
  inferred(dtypeAttribute(node, "dtype", "float32"), node.ints("shape", null)),
];

const multinomial: Infer = (node) => {
  const batch = node.shape()?.[0] ?? unknownDim();
  return [inferred(dtypeAttribute(node, "dtype", "int32"), [batch, node.int("sample_size", 1)])];
};

/** HannWindow and its kin. */
const window: Infer = (node) => {
  const size = node.elements()?.[0] ?? unknownDim();
  return [inferred(dtypeAttribute(node, "output_datatype", "float32"), [size])];
};

const cast: Infer = (node) => casted(node, dtypeAttribute(node, "to", null));

function casted(node: NodeView, to: DType | null): ReturnType<Infer> {
  const elements = node.elements();
  const small = elements && to && isNumeric(to) ? elements.map((element) => converted(element, to)) : null;
  return [inferred(to, node.shape(), small)];
}

function converted(element: Dim, to: DType): Dim {
  if (to === "bool") {
    if (typeof element === "number") return element === 0 ? 0 : 1;
    return isNonNegative(sub(element, 1)) ? 1 : unknownElement();
  }
  if (to === "float16" || to === "bfloat16") return unknownElement();
  if (to === "float32" && typeof element === "number") return Math.fround(element);
  if (to === "float64" || to === "float32" || typeof element === "string") return element;
  const whole = Math.trunc(element) + 0;
  const limit = to === "int64" ? 2 ** 63 : to === "int32" ? 2 ** 31 - 1 : 127;
  return Number.isInteger(whole) && Math.abs(whole) <= limit ? whole : unknownElement();
}

export const createOps: Record<string, Infer> = {
  Constant: takes(0, 0, constant),
  ConstantOfShape: takes(1, 1, constantOfShape),
  Range: takes(3, 3, range),
  EyeLike: takes(1, 1, eyeLike),
  RandomNormal: takes(0, 0, random),
  RandomUniform: takes(0, 0, random),
  RandomNormalLike: takes(1, 1, eyeLike),
  RandomUniformLike: takes(1, 1, eyeLike),
  Bernoulli: takes(1, 1, eyeLike),
  Multinomial: takes(1, 1, multinomial),
  HannWindow: takes(1, 1, window),
  HammingWindow: takes(1, 1, window),
  BlackmanWindow: takes(1, 1, window),
  Cast: takes(1, 1, cast),
  CastLike: takes(2, 2, (node) => casted(node, node.dtype(1))),
  Trilu: takes(1, 2, same),
  CumSum: takes(2, 2, same),
  CumProd: takes(2, 2, same),
  ReverseSequence: takes(2, 2, same),
};
