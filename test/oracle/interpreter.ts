import type { Graph, Node, Value } from "../../src/graph/types.js";
import { convolution } from "./convolution.js";
import { einsum } from "./einsum.js";
import { elementwise } from "./elementwise.js";
import { gather } from "./gather.js";
import type { Kernel, Kernels } from "./kernel.js";
import { linear } from "./linear.js";
import type { NdArray } from "./ndarray.js";
import { normalization } from "./normalization.js";
import { pad } from "./pad.js";
import { pool } from "./pool.js";
import { quantize } from "./quantize.js";
import { reduce } from "./reduce.js";
import { resize } from "./resize.js";
import { shape } from "./shape.js";
import { fromConstant, source } from "./source.js";

/** Every operator the oracle evaluates, as opset 18 and later define it. */
export const kernels: Kernels = {
  ...elementwise,
  ...linear,
  ...einsum,
  ...convolution,
  ...pool,
  ...normalization,
  ...reduce,
  ...shape,
  ...pad,
  ...quantize,
  ...gather,
  ...resize,
  ...source,
};

const constants = new WeakMap<Value, NdArray>();

function constantOf(value: Value): NdArray | undefined {
  if (value.constant === null) return undefined;
  const known = constants.get(value) ?? fromConstant(value.constant);
  constants.set(value, known);
  return known;
}

/**
 * The outputs of `graph` in float64: plain, slow, and ignorant of any gradient. `feeds` gives the graph's inputs by
 * identity; `instead` holds kernels that stand before the oracle's own. Throws for an operator it does not know and for a value
 * that nothing computes.
 */
export function evaluate(graph: Graph, feeds: ReadonlyMap<Value, NdArray>, instead: Kernels = {}): NdArray[] {
  const known = new Map<Value, NdArray>(feeds);
  const look = (value: Value): NdArray => {
    const found = known.get(value) ?? constantOf(value);
    if (!found) throw new Error(`nothing computes "${value.name}"`);
    return found;
  };
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((value) => (value === null ? null : look(value)));
    const outputs = kernelOf(node, instead)({ node, opset: graph.opset, inputs });
    for (const [i, value] of node.outputs.entries()) {
      const result = outputs[i];
      if (value && result) known.set(value, result);
    }
  }
  return graph.outputs.map(look);
}

function kernelOf({ domain, op }: Node, instead: Kernels): Kernel {
  const kernel = domain === "" ? (instead[op] ?? kernels[op]) : undefined;
  if (!kernel) throw new Error(`the oracle does not evaluate ${domain} ${op}`);
  return kernel;
}
