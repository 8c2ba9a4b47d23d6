import { RegardError, saliencyMethods } from "regard";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { fitted } from "../pictures.js";
import type { Jobs, Look } from "../protocol.js";

/** Where the network looks when it says the class. */
export async function look(
  { network, picture, target, method }: Jobs["look"]["asked"],
  hand: Hand<Jobs["look"]["event"]>,
): Promise<Look> {
  if (!isMethod(method)) throw new RegardError("usage", `there is no saliency method "${method}"`);
  const explainer = await explainerOf(network, hand);
  const { pixels } = await fitted(explainer.model, picture);
  const { signal } = hand;
  const { width, height, data, notes } = await saliencyMethods[method].create()(explainer, pixels, target, {
    signal,
  });
  return { map: { width, height, data }, notes };
}

const isMethod = (name: string): name is keyof typeof saliencyMethods => Object.hasOwn(saliencyMethods, name);
