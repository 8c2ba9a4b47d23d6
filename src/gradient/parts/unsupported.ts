import { RegardError } from "../../errors.js";
import { labelOf } from "../../graph/label.js";
import type { Node } from "../../graph/types.js";

/** The error of a rule that has no answer for `what`, an attribute or input of `node`; `hint` says what can be done. */
export function unsupported(node: Node, what: string, hint = "rewrite this node"): RegardError {
  return new RegardError(
    "model",
    `node "${labelOf(node)}": the gradient of ${node.op} with ${what} is not supported; ` +
      `${hint}, or differentiate to a layer after it`,
  );
}
