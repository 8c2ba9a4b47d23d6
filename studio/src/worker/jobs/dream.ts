import { classVisualization, fromTensor } from "regard";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { fitted } from "../pictures.js";
import type { Dream, Jobs, Loading } from "../protocol.js";

/** Pictures what the network scores highest, and tells every step. */
export async function dream(
  { network, target, recipe, seed, from }: Jobs["dream"]["asked"],
  hand: Hand<Jobs["dream"]["event"]>,
): Promise<Dream> {
  const say = (loading: Loading): void => hand.say({ kind: "loading", ...loading });
  const explainer = await explainerOf(network, { signal: hand.signal, say });
  const start = from === null ? undefined : (await fitted(explainer.model, from)).pixels;
  const { pixels, scores, probabilities, notes } = await classVisualization(recipe)(explainer, target, {
    ...{ from: start, seed, signal: hand.signal },
    onStep: ({ step, pixels, score, probability }) =>
      hand.say({ kind: "step", step, picture: fromTensor(pixels), score, probability }),
  });
  return { picture: fromTensor(pixels), scores, probabilities, notes };
}
