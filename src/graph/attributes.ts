import { RegardError } from "../errors.js";
import type { Constant } from "./tensor.js";
import type { Attribute, Graph, Node } from "./types.js";

// Short constructors for the builder: g.op("Concat", [a, b], { axis: int(1) }).
export const int = (value: number): Attribute => ({ kind: "int", value });
export const ints = (value: readonly number[]): Attribute => ({ kind: "ints", value });
export const float = (value: number): Attribute => ({ kind: "float", value });
export const floats = (value: readonly number[]): Attribute => ({ kind: "floats", value });
export const string = (value: string): Attribute => ({ kind: "string", value });
export const strings = (value: readonly string[]): Attribute => ({ kind: "strings", value });
export const tensorAttribute = (value: Constant): Attribute => ({ kind: "tensor", value });
export const graphAttribute = (value: Graph): Attribute => ({ kind: "graph", value });

interface Of {
  readonly int: number;
  readonly float: number;
  readonly string: string;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly strings: readonly string[];
  readonly tensor: Constant;
  readonly graph: Graph;
}

/** The attribute `name` of a node, or `otherwise` where it has none; throws where it is of another kind. */
export function attribute<K extends keyof Of, D>(
  node: Pick<Node, "op" | "name" | "attributes">,
  kind: K,
  name: string,
  otherwise: D,
): Of[K] | D {
  const found = node.attributes[name];
  if (found === undefined) return otherwise;
  if (found.kind !== kind) {
    const where = `operator ${node.op} (node "${node.name}")`;
    throw new RegardError("model", `${where}: attribute ${name} is ${found.kind}, not ${kind}`);
  }
  return found.value as Of[K];
}
