import { int } from "../../src/graph/attributes.js";
import type { Builder } from "../../src/graph/builder.js";
import { numbers } from "../../src/graph/constants.js";
import type { Constant } from "../../src/graph/tensor.js";
import type { Value } from "../../src/graph/types.js";

// What a quantizer puts around the operators of a network.

export type Levels = "uint8" | "int8" | "uint16" | "int16";
export type Wrap = (g: Builder, value: Value) => Value;

const arrays = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array };
/** A constant of integers. */
export const levels = (
  g: Builder,
  values: readonly number[],
  dims: readonly number[],
  dtype: Levels,
): Value => {
  const { buffer } = arrays[dtype].from(values);
  return g.constant({ dtype, dims, bytes: new Uint8Array(buffer), strings: null });
};

/** Wider than any activation of the network, so that nothing is clipped. */
export const range = 64;

/** Activations from −range/2 to range/2 in all the levels of a type. */
export function activations(dtype: Levels): Wrap {
  const count = /16/.test(dtype) ? 65_536 : 256;
  const zero = dtype.startsWith("u") ? count / 2 : 0;
  return (g, value) => {
    const inputs = [g.scalar(range / count, value), levels(g, [zero], [], dtype)];
    return g.op("DequantizeLinear", [g.op("QuantizeLinear", [value, ...inputs]), ...inputs]);
  };
}

/** Weights as int8, one scale for each of the outputs that they lead to. */
export const perChannel: Wrap = (g, weight) => {
  const dims = weight.type.shape as number[];
  const axis = dims.length === 2 ? 1 : 0;
  const values = Array.from(numbers(weight.constant as Constant));
  const inner = dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  const channelOf = (place: number): number => Math.floor(place / inner) % (dims[axis] as number);
  const scales = Array.from({ length: dims[axis] as number }, (_, channel) =>
    Math.max(...values.map((value, i) => (channelOf(i) === channel ? Math.abs(value) / 127 : 0))),
  );
  const steps = values.map((value, i) => Math.round(value / (scales[channelOf(i)] as number)));
  return g.op("DequantizeLinear", [levels(g, steps, dims, "int8"), g.floats(scales)], { axis: int(axis) });
};
