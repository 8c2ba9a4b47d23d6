import type { Builder, Value } from "regard";
import type { Parameter, Scope } from "./network.js";
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

/** A scope whose parameters are constants of the graph. */
export function trained(g: Builder, weights: Weights): Scope {
  const parameter = ({ name, dims }: Parameter): Value => {
    const data = weightOf(weights, name);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return g.constant({ dtype: "float32", dims, bytes, strings: null }, name);
  };
  return { g, parameter };
}
