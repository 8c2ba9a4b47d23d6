import { attribute } from "./attributes.js";
import { constantValue, floatConstant, numbers } from "./constants.js";
import { replaceCaptured } from "./live.js";
import { bitsOf, type Constant, elementCount } from "./tensor.js";
import type { Graph, Node, Value } from "./types.js";

/**
 * The graph with weights that are stored as integers as the float32 that they stand for, bit by bit, where nothing but weights is
 * quantized: a runtime arranges constants, but would compute these anew in every run. A graph with quantized activations stays
 * as it is, because runtimes have kernels for a whole operator between its QuantizeLinear and DequantizeLinear.
 */
export function dequantizeWeights(graph: Graph): Graph {
  if (graph.nodes.some(quantizesMore)) return graph;
  const floats = new Map<Value, Value>();
  for (const node of graph.nodes) {
    const [output] = node.outputs;
    const weight = output && !graph.outputs.includes(output) ? dequantized(node) : null;
    if (weight && output) floats.set(output, constantValue(weight, output.name));
  }
  if (floats.size === 0) return graph;
  const now = (value: Value | null): Value | null => (value ? (floats.get(value) ?? value) : null);
  const nodes = graph.nodes
    .filter(({ outputs: [output] }) => !output || !floats.has(output))
    .map((node) => ({
      ...node,
      inputs: node.inputs.map(now),
      attributes: replaceCaptured(node.attributes, floats),
    }));
  return { ...graph, nodes };
}

/** Whether a node works on integers that stand for numbers which are not known before the network runs. */
const quantizesMore = ({ op, inputs }: Node): boolean =>
  op === "DequantizeLinear" ? !inputs[0]?.constant : /Quantize|^QLinear|Integer$/.test(op);

/** (x − zero point) · scale, where all three are at hand as whole numbers of at most 16 bits, or 32 without a zero point. */
function dequantized(node: Node): Constant | null {
  if (node.op !== "DequantizeLinear" || node.domain !== "") return null;
  const [x, scale, zero] = node.inputs.map((input) => input?.constant ?? null);
  if (!x || !scale || x.stored || !/^(u?int(8|16)|int32)$/.test(x.dtype) || scale.dtype !== "float32")
    return null;
  if (node.inputs[2] && (zero?.dims.join() !== scale.dims.join() || bitsOf(x.dtype) > 16)) return null;
  const sharing = elementsOfScale(node, x.dims, scale.dims);
  if (sharing === null) return null;
  const scales = numbers(scale);
  const zeros = zero && numbers(zero);
  const steps = numbers(x);
  const values = new Float32Array(steps.length);
  for (let i = 0; i < values.length; i++) {
    const at = Math.floor(i / sharing) % scales.length;
    values[i] = Math.fround((steps[i] as number) - (zeros?.[at] ?? 0)) * (scales[at] as number);
  }
  return floatConstant(values, x.dims);
}

/** How many elements in a row share one scale; `null` where scales belong to blocks, or do not fit. */
function elementsOfScale(
  node: Node,
  dims: readonly number[],
  [scales = 1, ...more]: readonly number[],
): number | null {
  if (more.length > 0 || attribute(node, "int", "block_size", 0) !== 0) return null;
  if (attribute(node, "int", "output_dtype", 0) > 1) return null;
  if (scales === 1) return elementCount(dims);
  const axis = attribute(node, "int", "axis", 1);
  const from = axis < 0 ? axis + dims.length : axis;
  return dims[from] === scales ? elementCount(dims.slice(from + 1)) : null;
}
