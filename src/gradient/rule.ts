import type { Builder } from "../graph/builder.js";
import type { Node, Value } from "../graph/types.js";

/** What a rule is told beside the gradient of the first output. */
export interface Op {
  readonly node: Node;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly (Value | null)[];
  /** The gradient of each output; `null` where the objective does not depend on it. */
  readonly dys: readonly (Value | null)[];
  /** Which inputs the walk wants a gradient for; a rule may skip the others. */
  readonly wanted: readonly boolean[];
  /** The values whose gradients are asked for in the end. */
  readonly wrt: ReadonlySet<Value>;
  /** The rules of this walk. */
  readonly rules: Rules;
}

/**
 * Given the gradient of an output, the gradient of each input: `null` where an input has none (an index, a shape) or is
 * not wanted. The result for an input may still have the shape of a broadcast; the walk sums it back. Rules emit
 * standard ai.onnx operators of opset 18 and later, and never edit the graph they differentiate. `dy` is the gradient of
 * the first output that has one; operators with several outputs look at `op.dys`.
 */
export type GradRule = (g: Builder, dy: Value, op: Op) => readonly (Value | null)[];

/** The rules a walk uses, by operator: passed, never registered. `{ ...rules, Relu: guided }` is another set. */
export type Rules = Readonly<Record<string, GradRule>>;
