import type { Builder } from "../builder.js";
import type { Attribute, Node } from "../types.js";

/** What computes the outputs of a node in a newer operator set; nodes that must run before are added to `g`. */
export type Draft = Omit<Node, "outputs" | "name" | "domain"> & { readonly outputs?: Node["outputs"] };

/** Rewrites a node of an operator set older than `before`, which changed the operator. */
export interface Rewrite {
  readonly before: number;
  readonly to: (g: Builder, node: Node) => Draft;
}

/** The attributes without those of these names. */
export const without = (node: Node, ...names: readonly string[]): Record<string, Attribute> =>
  Object.fromEntries(Object.entries(node.attributes).filter(([name]) => !names.includes(name)));
