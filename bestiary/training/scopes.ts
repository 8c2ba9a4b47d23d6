import type { Builder, Value } from "regard";
import type { Parameter, Scope } from "./network.js";
import { rounded, valuesOf } from "./rounded.js";
import { type Weights, weightOf } from "./weights.js";

/** A scope whose parameters are inputs of the graph, the same ones wherever a network is written again. */
export function trainable(g: Builder): Scope & { readonly inputs: ReadonlyMap<Parameter, Value> } {
  const inputs = new Map<Parameter, Value>();
  const byName = new Map<string, Value>();
  const parameter = (asked: Parameter): Value => {
    const known = byName.get(asked.name);
    if (known) return known;
    const input = g.input(asked.name, "float32", asked.dims);
    byName.set(asked.name, input);
    inputs.set(asked, input);
    return input;
  };
  return { g, parameter, inputs };
}

/** A scope whose parameters are constants of the graph: the numbers that are shipped. */
export function trained(g: Builder, weights: Weights): Scope {
  const parameter = ({ name, dims }: Parameter): Value => {
    const values = weightOf(weights, name);
    const shown = isKernel(dims) ? valuesOf(rounded(values)) : values;
    return g.constant({ dtype: "float32", dims, bytes: bytesOf(shown), strings: null }, name);
  };
  return { g, parameter };
}

/** The same numbers with kernels as the integers that they are shipped as. */
export function shipped(g: Builder, weights: Weights): Scope {
  const { parameter: exact } = trained(g, weights);
  const parameter = (asked: Parameter): Value => {
    const { name, dims } = asked;
    if (!isKernel(dims)) return exact(asked);
    const { steps, scale } = rounded(weightOf(weights, name));
    const integers = { dtype: "int8", dims, bytes: bytesOf(steps), strings: null } as const;
    const stored = g.constant(integers, `${name}/steps`);
    return g.op("DequantizeLinear", [stored, g.scalar(scale)], {}, { outputs: [name] });
  };
  return { g, parameter };
}

/** Biases are few, and what is added to everything is not rounded. */
const isKernel = (dims: readonly number[]): boolean => dims.length > 1;

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
