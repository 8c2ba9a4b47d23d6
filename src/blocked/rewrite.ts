import type { Builder } from "../graph/builder.js";
import type { Node, Value } from "../graph/types.js";

/** What a rewrite may ask of the graph that is being written. */
export interface Around {
  readonly g: Builder;
  /** The node that computes a value; `undefined` for inputs and constants. */
  producer(value: Value): Node | undefined;
  /** How many nodes of the original graph read a value. */
  uses(value: Value): number;
  /** Whether a value follows from constants alone, so that a runtime computes it once. */
  isConstant(value: Value): boolean;
  /** Whether ONNX Runtime holds a value in its blocked layout. */
  isBlocked(value: Value): boolean;
  /** Whether a value is a sum of products of inputs and constants, which is infinite only where they overflow. */
  isLinear(value: Value): boolean;
}

/** What stands for the outputs of a node, written into `around.g`; `null` where the node stays as it is. */
export type Rewrite = (node: Node, around: Around) => readonly (Value | null)[] | null;
