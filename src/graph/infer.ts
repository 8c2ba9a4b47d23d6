import { controlOps } from "./infer/control.js";
import { convolutionOps } from "./infer/convolution.js";
import { createOps } from "./infer/create.js";
import { gatherOps } from "./infer/gather.js";
import { matrixOps } from "./infer/matrix.js";
import { normalizationOps } from "./infer/normalization.js";
import { pointwiseOps } from "./infer/pointwise.js";
import { poolingOps } from "./infer/pooling.js";
import { reduceOps } from "./infer/reduce.js";
import { resizeOps } from "./infer/resize.js";
import { shapeOps } from "./infer/shape.js";
import { slicingOps } from "./infer/slicing.js";
import { type Infer, type Inferred, NodeView } from "./infer/view.js";
import type { Dim, Node } from "./types.js";

export type { Inferred } from "./infer/view.js";

const rules: ReadonlyMap<string, Infer> = new Map(
  Object.entries({
    ...controlOps,
    ...convolutionOps,
    ...createOps,
    ...gatherOps,
    ...matrixOps,
    ...normalizationOps,
    ...pointwiseOps,
    ...poolingOps,
    ...reduceOps,
    ...resizeOps,
    ...shapeOps,
    ...slicingOps,
  }),
);

/** More axes than any tensor has. */
const rankLimit = 64;

/** The oldest operator set whose operators are known here; before it, Add and its like broadcast another way. */
const oldest = 7;

/**
 * Types, and contents of small integer tensors, of a node's outputs. What cannot be told is unknown (`null`, or fewer
 * entries than outputs), never guessed. Throws `RegardError("model")` where the inputs cannot go together.
 */
export function inferTypes(
  node: Omit<Node, "outputs">,
  opset: number,
  outputs: number,
): readonly (Inferred | null)[] {
  const infer = node.domain === "" && opset >= oldest ? rules.get(node.op) : undefined;
  // An attribute without a plain form may be what the types depend on.
  if (!infer || Object.values(node.attributes).some(({ kind }) => kind === "opaque")) return [];
  const view = new NodeView(node, opset, outputs);
  return infer(view).map((output) => {
    const shape = output?.type.shape;
    if (shape?.some(isNoSize) && !node.inputs.some((input) => input?.type.shape?.some(isNoSize))) {
      view.fail(`an output would have the shape [${shape}]`);
    }
    return (shape?.length ?? 0) > rankLimit ? null : output;
  });
}

const isNoSize = (dim: Dim): boolean => typeof dim === "number" && !(Number.isSafeInteger(dim) && dim >= 0);
