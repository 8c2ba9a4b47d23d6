import type { Dim, Node, Type } from "./types.js";

/** What inference knows of one output. */
export interface Inferred {
  readonly type: Type;
  readonly elements?: readonly Dim[] | null;
}

/** Types of a node's outputs from those of its inputs. */
export function inferTypes(
  _node: Omit<Node, "outputs">,
  _opset: number,
  _outputs: number,
): readonly (Inferred | null)[] {
  return [];
}
