import { int } from "../../../src/graph/attributes.js";
import type { Builder } from "../../../src/graph/builder.js";
import { elementCount } from "../../../src/graph/tensor.js";
import type { Attributes, Value } from "../../../src/graph/types.js";
import type { Random } from "../../oracle/random.js";
import { type CaseInput, constant, data, type Row, someDims } from "../case.js";

/** A quantization of one axis or of all: its scale and zero point, and what belongs to each element. */
interface Quantization {
  readonly dims: readonly number[];
  readonly dtype: "uint8" | "int8";
  readonly attributes: Attributes;
  readonly inputs: readonly CaseInput[];
  /** The scale and zero point of an element by its place. */
  at(place: number): readonly [scale: number, zero: number];
}

function quantization(r: Random): Quantization {
  const dims = someDims(r, r.int(1, 4));
  const axis = r.int(0, dims.length - 1);
  const dtype = r.pick(["uint8", "int8"] as const);
  const shape = r.chance() ? [] : [dims[axis] ?? 1];
  const count = elementCount(shape);
  const scales = Array.from({ length: count }, () => r.float(0.02, 0.5));
  const zeros = r.ints(count, ...((dtype === "uint8" ? [0, 200] : [-60, 60]) as [number, number]));
  const isZeroless = dtype === "uint8" && r.chance(0.3);
  const inner = elementCount(dims.slice(axis + 1));
  return {
    dims,
    dtype,
    attributes: axis === 1 && r.chance() ? {} : { axis: int(r.chance() ? axis : axis - dims.length) },
    inputs: [constant(scales, shape, "float32"), ...(isZeroless ? [] : [constant(zeros, shape, dtype)])],
    at: (place) => {
      const index = shape.length === 0 ? 0 : Math.floor(place / inner) % (dims[axis] ?? 1);
      return [scales[index] as number, isZeroless ? 0 : (zeros[index] as number)];
    },
  };
}

/** A level inside the range, or one that is clipped, at least one step away from the bound. */
function level(r: Random, dtype: "uint8" | "int8"): number {
  const low = dtype === "uint8" ? 0 : -128;
  return r.chance(0.6)
    ? r.float(low + 1, low + 254)
    : r.pick([r.float(low - 90, low - 1), r.float(low + 257, low + 400)]);
}

export const quantize = {
  QuantizeLinear: {
    make: (r) => {
      const { dims, dtype, attributes, inputs, at } = quantization(r);
      const values = Array.from({ length: elementCount(dims) }, (_, place) => {
        const [scale, zero] = at(place);
        return Math.fround((level(r, dtype) - zero) * scale);
      });
      // Its integers are differentiated through what reads them.
      const back = (g: Builder, y: Value): Value =>
        g.op("Mul", [g.op("DequantizeLinear", [y, g.scalar(0.25)]), g.scalar(2)]);
      return {
        inputs: [data(dims, values), ...inputs],
        nodes: (g, all, op) => [back(g, g.op(op, all, attributes, { name: "node" }))],
      };
    },
  },
  DequantizeLinear: {
    make: (r) => {
      const { dims, dtype, attributes, inputs } = quantization(r);
      const low = dtype === "uint8" ? 0 : -128;
      const levels = r.ints(elementCount(dims), low, low + 255);
      return { inputs: [{ ...data(dims, levels), dtype }, ...inputs], attributes };
    },
  },
} satisfies Record<string, Row>;
