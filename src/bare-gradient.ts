import type { Backend } from "./backend.js";
import { type BareModel, onlyInput } from "./bare.js";
import { runBatches } from "./batches.js";
import { freed, RegardError } from "./errors.js";
import { oneHot } from "./explainer.js";
import { differentiate } from "./gradient/differentiate.js";
import { rules as standardRules } from "./gradient/rules/index.js";
import { int } from "./graph/attributes.js";
import { Builder } from "./graph/builder.js";
import { unknownDim } from "./graph/dim.js";
import { type DType, dtypes, isFloat, type Tensor } from "./graph/tensor.js";
import type { Graph, Value } from "./graph/types.js";
import { rowsOf } from "./model/probabilities.js";
import { openProgram } from "./program.js";

/** The scores of a batch and the gradient of the sum of its target scores. */
export interface BareGradient {
  /** [N, classes] */
  readonly scores: Tensor;
  /** The shape of the input. */
  readonly gradient: Tensor;
  /** The class of each row. */
  readonly targets: readonly number[];
  /** Rows whose gradient is exactly zero. */
  readonly zeros: readonly number[];
}

export interface BareGradientOptions {
  /** Differentiate what the network gives, Softmax included, instead of the scores before it. */
  readonly probabilities?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * ∂(Σ over the rows of the target's score)/∂input for an input of any number of rows: one target for all of them, or one
 * each. Throws `RegardError("usage")` for an input or targets that do not fit the model, `"model"` where the gradient does
 * not exist or is not finite.
 */
export async function bareGradient(
  backend: Backend,
  model: BareModel,
  x: Tensor,
  target: readonly number[],
  { probabilities = false, signal }: BareGradientOptions = {},
): Promise<BareGradient> {
  const input = onlyInput(model);
  checkInput(model, input, x);
  const count = x.dims[0] as number;
  const targets = spread(model, target, count);
  const asked = probabilities ? model.scores : model.logits;
  const { graph: network, wrt, of: value } = inSingle(model.graph, input, x.dims.length, asked);
  const rules = backend.adaptRules?.(standardRules) ?? standardRules;
  const graph = differentiate(network, { of: value, wrt, rules });
  const [seedName, gradientName] = [graph.inputs.at(-1)?.name, graph.outputs.at(-1)?.name] as [
    string,
    string,
  ];
  const session = await openProgram(backend, graph, model.source);
  try {
    const feeds = { [input.name]: x, [seedName]: oneHot(targets, model.classes) };
    const size = fixedBatch(input) ?? fixedBatch(value);
    const results = await runBatches(session, feeds, [value.name, gradientName], { size, signal });
    const gradient = results[gradientName] as Tensor;
    if (!gradient.data.every(Number.isFinite)) {
      throw new RegardError(
        "model",
        `${model.name}: the gradient is not finite; look at the weights and the input`,
      );
    }
    const zeros = rowsOf(gradient).flatMap((row, i) => (row.every((element) => element === 0) ? [i] : []));
    return { scores: results[value.name] as Tensor, gradient, targets, zeros };
  } finally {
    await freed(session.release(), signal);
  }
}

/** The graph from `input` to `of`, fed in float32 whatever floats it takes itself. */
function inSingle(
  graph: Graph,
  input: Value,
  rank: number,
  of: Value,
): { readonly graph: Graph; readonly wrt: Value; readonly of: Value } {
  const { dtype, shape } = input.type;
  if (dtype === "float32") return { graph: { ...graph, outputs: [of] }, wrt: input, of };
  const g = new Builder({ ...graph, inputs: [], nodes: [], outputs: [] });
  const wrt = g.input(input.name, "float32", shape ?? Array.from({ length: rank }, unknownDim));
  const fed = g.op("Cast", [wrt], { to: int(dtypes[dtype as DType]) });
  const renewed = g.inline(graph, new Map([[input, fed]])).get(of) as Value;
  return { graph: g.graph([renewed]), wrt, of: renewed };
}

const fixedBatch = ({ type: { shape } }: Value): number | null =>
  typeof shape?.[0] === "number" ? shape[0] : null;

function checkInput({ name }: BareModel, input: Value, x: Tensor): void {
  const { dtype, shape } = input.type;
  if (!isFloat(dtype)) {
    throw new RegardError(
      "model",
      `${name}: the input ${input.name} is ${dtype}, so there is no gradient with respect to it`,
    );
  }
  const fits =
    shape === null ||
    (shape.length === x.dims.length &&
      shape.every((dim, axis) => axis === 0 || typeof dim === "string" || dim === x.dims[axis]));
  if (fits && x.dims.length > 0 && x.data.length > 0) return;
  throw new RegardError(
    "usage",
    `${name} takes ${input.name} [${shape?.join(", ")}], not [${x.dims.join(", ")}]; any number of rows will do`,
  );
}

function spread({ name, classes }: BareModel, target: readonly number[], count: number): readonly number[] {
  const wrong = target.find((index) => !(Number.isInteger(index) && index >= 0 && index < classes));
  if (wrong !== undefined) {
    throw new RegardError("usage", `no class ${wrong}: the classes of ${name} are 0 to ${classes - 1}`);
  }
  if (target.length === count) return target;
  const [only] = target;
  if (target.length === 1 && only !== undefined) return Array<number>(count).fill(only);
  throw new RegardError(
    "usage",
    `${target.length} targets do not fit a batch of ${count}; give one for all rows, or one for each`,
  );
}
