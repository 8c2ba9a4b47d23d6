import { mul, unknownDim } from "../dim.js";
import type { DType } from "../tensor.js";
import { type Infer, inferred, type NodeView, type Shape, takes } from "./view.js";
import { slid, unslid, windowOf } from "./window.js";

const number = (dim: unknown): number | null => (typeof dim === "number" ? dim : null);

function kernelOf(node: NodeView, weights: Shape): readonly (number | null)[] {
  const own = node.ints("kernel_shape", null);
  const spatial = weights.slice(2);
  const differs = own?.some((size, i) => typeof spatial[i] === "number" && spatial[i] !== size);
  if (own && (own.length !== spatial.length || differs)) {
    node.fail(`kernel_shape [${own}] is not that of the weights, [${weights}]`);
  }
  return own ?? spatial.map(number);
}

function checkRank(node: NodeView, x: Shape, weights: Shape): void {
  if (x.length < 3 || x.length !== weights.length) {
    node.fail(`an input of rank ${x.length} does not go with weights of rank ${weights.length}`);
  }
}

/** Conv of input 0 with the weights at `w`; the result has `dtype`, by default that of the input. */
const convolution =
  (w = 1, dtype?: (node: NodeView) => DType | null): Infer =>
  (node) => {
    const weights = node.shape(w);
    const to = dtype ? dtype(node) : node.dtype();
    const x = node.shape();
    if (!weights) return [inferred(to, x && [x[0] ?? unknownDim(), ...x.slice(1).map(unknownDim)])];
    if (x) checkRank(node, x, weights);
    const [n = unknownDim(), c = unknownDim(), ...spatial] = x ?? weights.map(unknownDim);
    const group = node.int("group", 1);
    const needed = mul(weights[1] ?? 1, group);
    if (typeof c === "number" && typeof needed === "number" && c !== needed) {
      node.fail(
        `${c} channels do not go with weights [${weights}] in ${group} group(s), which take ${needed}`,
      );
    }
    const m = weights[0] ?? unknownDim();
    if (typeof m === "number" && m % group !== 0)
      node.fail(`${m} filters do not divide into ${group} groups`);
    const window = windowOf(node, spatial.length, kernelOf(node, weights));
    return [inferred(to, [n, m, ...spatial.map((size, axis) => slid(node, size, window, axis))])];
  };

const convTranspose: Infer = (node) => {
  const x = node.shape();
  const weights = node.shape(1);
  if (!x || !weights) return [inferred(node.dtype(), null)];
  checkRank(node, x, weights);
  const [n = unknownDim(), c = unknownDim(), ...spatial] = x;
  if (typeof c === "number" && typeof weights[0] === "number" && c !== weights[0]) {
    node.fail(`${c} channels do not go with weights [${weights}], which take ${weights[0]}`);
  }
  const window = windowOf(node, spatial.length, kernelOf(node, weights));
  const outputPadding = node.ints("output_padding", []);
  const outputShape = node.ints("output_shape", null);
  const sizes = outputShape
    ? spatial.map((_, axis) => outputShape[axis + outputShape.length - spatial.length] ?? unknownDim())
    : spatial.map((size, axis) => unslid(size, window, axis, outputPadding[axis] ?? 0));
  return [inferred(node.dtype(), [n, mul(weights[1] ?? unknownDim(), node.int("group", 1)), ...sizes])];
};

export const convolutionOps: Record<string, Infer> = {
  Conv: takes(2, 3, convolution()),
  ConvInteger: takes(
    2,
    4,
    convolution(1, () => "int32"),
  ),
  QLinearConv: takes(
    8,
    9,
    convolution(3, (node) => node.dtype(7)),
  ),
  ConvTranspose: takes(2, 3, convTranspose),
  DeformConv: takes(3, 5, convolution()),
};
