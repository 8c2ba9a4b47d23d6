import { inFile, RegardError, unknownName } from "./errors.js";
import { differentiate } from "./gradient/differentiate.js";
import { Builder } from "./graph/builder.js";
import { liveNodes } from "./graph/live.js";
import { simplify } from "./graph/simplify.js";
import type { Graph, Value } from "./graph/types.js";
import { write } from "./graph/write.js";
import { findLayers } from "./model/layers.js";
import type { Layer } from "./model/model.js";
import { quantizationNotes } from "./model/quantized.js";
import { type NetworkFile, readNetwork } from "./model/read-network.js";
import { addLogits, asRows, findScores } from "./model/scores.js";

/** A network as its file has it: nothing is added to its inputs and nothing is known of its classes but their number. */
export interface BareModel {
  readonly name: string;
  /** The network's own inputs and outputs, beside what leads to `logits` and `scores`; opset 18 or later. */
  readonly graph: Graph;
  /** The scores before any Softmax, float32 [N, classes]. */
  readonly logits: Value;
  /** The same as the network gives them: probabilities, where it ends in a Softmax. */
  readonly scores: Value;
  readonly classes: number;
  readonly layers: readonly Layer[];
  /** The file that the large constants of the graph are views into, most of them if there are several. */
  readonly source: Uint8Array;
  /** What had to be assumed and what looks odd, in sentences for people. */
  readonly notes: readonly string[];
}

export interface BareParts extends NetworkFile {
  readonly name: string;
  /** The output that scores classes, where the network has several. */
  readonly output?: string | undefined;
}

/**
 * A network without any preprocessing. Throws `RegardError("model")`, with the file named, for whatever is not an ONNX file
 * with an input and an output that scores classes, and for weights that are not numbers; `"usage"`, with the nearest names,
 * for an output that the network does not have.
 */
export function openBare({ name, output, ...parts }: BareParts): BareModel {
  const { network, source } = readNetwork(parts);
  return inFile(parts.file, () => {
    const { value, classes, notes: assumed } = findScores(network.outputs, { output });
    const g = new Builder(network);
    const logits = addLogits(g, value, classes);
    const scores = asRows(g, value);
    const ends = [...network.outputs, logits, scores];
    const graph = { ...g.graph(network.outputs), nodes: liveNodes(g.nodes, ends) };
    const [input] = graph.inputs;
    const layers = input ? findLayers(network.nodes, input, value) : [];
    const notes = [...assumed, ...quantizationNotes(g.nodes, logits)];
    return { name, graph, logits, scores, classes, layers, source, notes };
  });
}

/** What of a bare model is differentiated, and with respect to what. */
export interface BareQuestion {
  /** `"scores"` (before any Softmax, the default) or a layer. */
  readonly of?: string;
  /** `"input"` (the network's only one, the default), an input's name or a layer. */
  readonly wrt?: string;
}

/**
 * One standard ONNX file, weights included, that computes value and gradient wherever ONNX Runtime runs. Inputs: the model's
 * own and `seed`, of the shape of what is differentiated ([N, classes] for the scores). Outputs: the model's own and
 * `gradient` = seedᵀ · ∂of/∂wrt. Throws `RegardError("usage")` for a name that does not exist, `"model"` where there is no
 * dependence or no rule.
 */
export function differentiateBare(
  model: BareModel,
  { of = "scores", wrt = "input" }: BareQuestion = {},
): { readonly graph: Graph; readonly bytes: Uint8Array } {
  const value = of === "scores" ? model.logits : layerOf(model, of);
  const graph = simplify(differentiate(model.graph, { of: value, wrt: placeOf(model, wrt) }));
  return { graph, bytes: write(graph) };
}

/** The input of a bare model that has one. Throws `RegardError("model")` where there are several. */
export function onlyInput({ name, graph }: BareModel): Value {
  const [input, ...others] = graph.inputs;
  if (input && others.length === 0) return input;
  const names = graph.inputs.map((each) => each.name).join(", ");
  throw new RegardError(
    "model",
    `${name} has ${graph.inputs.length} inputs (${names}), not one; name it (--wrt)`,
  );
}

function placeOf(model: BareModel, wrt: string): Value {
  if (wrt === "input") return onlyInput(model);
  return model.graph.inputs.find(({ name }) => name === wrt) ?? layerOf(model, wrt);
}

function layerOf({ layers }: BareModel, name: string): Value {
  const found = layers.find((layer) => layer.name === name);
  if (found) return found.value;
  throw unknownName(
    "layer",
    name,
    layers.map((layer) => layer.name),
  );
}
