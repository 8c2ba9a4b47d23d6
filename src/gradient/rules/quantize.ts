import type { RegardError } from "../../errors.js";
import { attribute } from "../../graph/attributes.js";
import type { Builder } from "../../graph/builder.js";
import type { DType } from "../../graph/tensor.js";
import type { Node, Value } from "../../graph/types.js";
import { add, div, equal, mul, where } from "../parts/arithmetic.js";
import { castLike } from "../parts/cast-like.js";
import { unsupported } from "../parts/unsupported.js";
import type { GradRule, Op } from "../rule.js";

// Rounding has no useful slope, so its gradient is estimated: straight through, as if it were not there (Bengio, Léonard and
// Courville 2013, arXiv 1308.3432). Saturation keeps the slope it has, 0 where a value was clipped, as in PyTorch's fake
// quantization: quantizers fold a ReLU into the bound 0 of uint8, and a gradient through that would be another network's.
// On the way through integers the gradient is one of floats, with respect to the number of steps.

const ranges: Partial<Record<DType, readonly [number, number]>> = {
  ...{ uint8: [0, 255], int8: [-128, 127], uint16: [0, 65_535], int16: [-32_768, 32_767] },
  ...{ uint4: [0, 15], int4: [-8, 7], uint2: [0, 3], int2: [-2, 1] },
};

/** y = saturate(round(x / scale) + zero point), so dx = dy / scale where nothing was clipped. */
export const QuantizeLinear: GradRule = (g, dy, op) => {
  const [x, scale, zero] = fixedScale(op);
  const dtype = op.outputs[0]?.type.dtype ?? null;
  const range = dtype === null ? undefined : ranges[dtype];
  if (!range) throw noIntegers(op.node, dtype);
  const step = castLike(g, alongAxis(g, scale, x, op.node), dy);
  const steps = g.op("Round", [div(g, castLike(g, x, dy), step)]);
  const levels = zero ? add(g, steps, castLike(g, alongAxis(g, zero, x, op.node), dy)) : steps;
  const saturated = g.op("Clip", [levels, ...range.map((bound) => g.scalar(bound, dy))]);
  return [castLike(g, where(g, equal(g, levels, saturated), div(g, dy, step), 0), x)];
};

/** y = (x − zero point) · scale, so dx = dy · scale. */
export const DequantizeLinear: GradRule = (g, dy, op) => {
  const [x, scale] = fixedScale(op);
  const { dtype } = x.type;
  if (dtype !== null && !ranges[dtype]) throw noIntegers(op.node, dtype);
  return [mul(g, dy, castLike(g, alongAxis(g, scale, x, op.node), dy))];
};

const noIntegers = (node: Node, dtype: DType | null): RegardError =>
  unsupported(node, `the element type ${dtype ?? "unknown"}`, "quantize to integers of 16 bits at most");

/** The inputs x, scale and zero point. Throws where the quantization itself depends on what is differentiated. */
function fixedScale({ node, inputs, wanted }: Op): [Value, Value, Value | null] {
  if (wanted[1] || wanted[2]) throw unsupported(node, "a scale or zero point that depends on the input");
  return [inputs[0] as Value, inputs[1] as Value, inputs[2] ?? null];
}

/** A scale or zero point, one for all of `x` or one for each index of an axis, so that it broadcasts against `x`. */
function alongAxis(g: Builder, value: Value, x: Value, node: Node): Value {
  const [shape, rank] = [value.type.shape, x.type.shape?.length];
  if (shape?.length === 0 || (shape?.length === 1 && shape[0] === 1)) return value;
  if (attribute(node, "int", "block_size", 0) !== 0) {
    throw unsupported(node, "block_size", "quantize activations per tensor or per channel");
  }
  if (shape?.length !== 1 || rank === undefined) {
    throw unsupported(
      node,
      `a scale or an input "${x.name}" of unknown rank`,
      "run shape inference on the model",
    );
  }
  const axis = attribute(node, "int", "axis", 1);
  const after = rank - 1 - (axis < 0 ? axis + rank : axis);
  return after === 0
    ? value
    : g.op("Unsqueeze", [value, g.ints(Array.from({ length: after }, (_, i) => i + 1))]);
}
