import type { Builder } from "../graph/builder.js";
import type { Node, Value } from "../graph/types.js";

/** What stands for the outputs of a node, written into `g`; `null` where the node stays as it is. */
export type Lowering = (g: Builder, node: Node) => readonly (Value | null)[] | null;

/** The lowering of an operator that computes one value, mostly from one. */
export const single =
  (lower: (g: Builder, x: Value, node: Node) => Value | null): Lowering =>
  (g, node) => {
    const [x] = node.inputs;
    const value = x ? lower(g, x, node) : null;
    return value && [value];
  };
