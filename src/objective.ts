import { unknownName } from "./errors.js";
import { int } from "./graph/attributes.js";
import type { Builder } from "./graph/builder.js";
import type { Value } from "./graph/types.js";
import type { Model } from "./model/model.js";

/**
 * What is differentiated: a value made from the activations of a model's layers. It is compiled once; which direction of
 * it is asked for (which class, which neuron) is the seed of each run.
 */
export type Objective = (g: Builder, model: Model) => Value;

/** The scores of all classes before any Softmax, [N, classes]. */
export const logits: Objective = (_, model) => model.logits;

/** The same before a final ReLU, whose gradient is zero where a score is; the logits where there is no such ReLU. */
export const logitsBeforeRelu: Objective = (_, model) => model.logitsBeforeRelu ?? model.logits;

/** log Softmax of the scores, [N, classes]: made of operators that run everywhere, and safe for large scores. */
export const logProbabilities: Objective = (g, model) => logSoftmax(g, model.logits);

/** The same of the scores before a final ReLU. */
export const logProbabilitiesBeforeRelu: Objective = (g, model) => logSoftmax(g, logitsBeforeRelu(g, model));

function logSoftmax(g: Builder, scores: Value): Value {
  const classes = g.ints([1]);
  const shifted = g.op("Sub", [scores, g.op("ReduceMax", [scores, classes])]);
  return g.op("Sub", [shifted, g.op("Log", [g.op("ReduceSum", [g.op("Exp", [shifted]), classes])])]);
}

/** One objective for each layer's name, so that each is compiled once. */
const byLayer = (make: (name: string) => Objective): ((name: string) => Objective) => {
  const known = new Map<string, Objective>();
  return (name) => {
    const objective = known.get(name) ?? make(name);
    known.set(name, objective);
    return objective;
  };
};

/**
 * The activation of a layer: for one name always the same objective, so that it is compiled once. What uses it throws where
 * the model has no layer of that name.
 */
export const layer: (name: string) => Objective = byLayer((name) => (_, model) => layerOf(model, name).value);

/**
 * The mean activation of each channel of a layer over its places, [N, channels]; for one name always the same objective.
 */
export const channelMeans: (name: string) => Objective = byLayer((name) => (g, model) => {
  const { value } = layerOf(model, name);
  const places = Array.from({ length: (value.type.shape?.length ?? 0) - 2 }, (_, i) => i + 2);
  return places.length === 0 ? value : g.op("ReduceMean", [value, g.ints(places)], { keepdims: int(0) });
});

/** The layer `name`. Throws `RegardError("usage")` with the nearest names. */
export function layerOf(model: Model, name: string): Model["layers"][number] {
  const found = model.layers.find((candidate) => candidate.name === name);
  if (found) return found;
  throw unknownName(
    "layer",
    name,
    model.layers.map((candidate) => candidate.name),
  );
}
