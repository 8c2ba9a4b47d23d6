import { fromTensor, probabilities } from "regard";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { fitted, frameOf, imageOf } from "../pictures.js";
import type { Jobs, Sight } from "../protocol.js";

/** The picture as the network sees it, and the scores that it gives. */
export async function see(
  { network, picture }: Jobs["see"]["asked"],
  hand: Hand<Jobs["see"]["event"]>,
): Promise<Sight> {
  const explainer = await explainerOf(network, hand);
  const fit = await fitted(explainer.model, picture);
  const frame = frameOf(await imageOf(picture), fit);
  const scores = await explainer.scores(fit.pixels, hand.signal);
  return {
    frame: await frame,
    seen: fromTensor(fit.pixels),
    scores,
    probabilities: probabilities(scores),
    runtime: explainer.runtime,
  };
}
