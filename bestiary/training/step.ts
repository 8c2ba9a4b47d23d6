import { Builder, type Graph, rules, vjp } from "regard";
import { attacked } from "./attack.js";
import { accuracy, crossEntropy, onPixels } from "./loss.js";
import type { Layer, Parameter } from "./network.js";
import { trainable } from "./scopes.js";

/** One step of training as a graph, and the parameters that are inputs of it. */
export interface Step {
  readonly graph: Graph;
  readonly parameters: readonly Parameter[];
}

/** What a training graph is written for; sizes that are known make it faster. */
export interface StepOptions {
  readonly network: Layer;
  readonly classes: number;
  readonly batch: number;
  readonly size: number;
  /** Train on pictures that are attacked first. */
  readonly adversarial: boolean;
}

/**
 * Value and gradient in one graph. Inputs: `pixels` [batch, 3, size, size] in [0, 1], `targets` [batch, classes] (the
 * probabilities that each picture should get), the parameters under their names and, to train adversarially, `noise` and
 * `epsilon` (see `Attacked`). Outputs: the scalars `loss` and `accuracy` on the pictures trained on, and the gradient of each
 * parameter under the name that `gradientOf` gives it.
 */
export function trainingStep({ network, classes, batch, size, adversarial }: StepOptions): Step {
  const g = new Builder(18);
  const pixels = g.input("pixels", "float32", [batch, 3, size, size]);
  const targets = g.input("targets", "float32", [batch, classes]);
  const scope = trainable(g);
  const score = (x: typeof pixels) => onPixels(network)(scope, x);
  const noise = () => g.input("noise", "float32", [batch, 3, size, size]);
  const epsilon = () => g.input("epsilon", "float32", []);
  const seen = adversarial
    ? attacked(g, score, { pixels, targets, noise: noise(), epsilon: epsilon() })
    : pixels;
  const scores = score(seen);
  const loss = crossEntropy(g, scores, targets);
  const parameters = [...scope.inputs.keys()];
  const gradients = vjp(g, loss, g.scalar(1), [...scope.inputs.values()], rules).map((gradient, i) => {
    const name = parameters[i]?.name ?? "";
    if (!gradient) throw new Error(`the loss does not depend on ${name}`);
    return g.op("Identity", [gradient], {}, { outputs: [gradientOf(name)] });
  });
  const outputs = [loss, accuracy(g, scores, targets), ...gradients];
  return { graph: g.graph(outputs, "training-step"), parameters };
}

/** The name of the output that holds the gradient of the parameter `name`. */
export const gradientOf = (name: string): string => `gradient of ${name}`;
