import { type MethodEntry, RegardError, saliencyMethods } from "regard";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { optionsFor } from "../options.js";
import { fitted } from "../pictures.js";
import type { Jobs, Look } from "../protocol.js";

/** Where the network looks when it says the class. */
export async function look(
  { network, picture, target, method: name, settings }: Jobs["look"]["asked"],
  hand: Hand<Jobs["look"]["event"]>,
): Promise<Look> {
  if (!isMethod(name)) throw new RegardError("usage", `there is no saliency method "${name}"`);
  const explainer = await explainerOf(network, hand);
  const { pixels } = await fitted(explainer.model, picture);
  const entry: MethodEntry = saliencyMethods[name];
  const method = entry.create(optionsFor(entry.settings, settings));
  const { signal } = hand;
  const { width, height, data, notes } = await method(explainer, pixels, target, { signal });
  return { map: { width, height, data }, notes };
}

const isMethod = (name: string): name is keyof typeof saliencyMethods => Object.hasOwn(saliencyMethods, name);
