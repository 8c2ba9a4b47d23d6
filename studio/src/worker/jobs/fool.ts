import { type AttackEntry, attacks, RegardError, saving } from "regard";
import type { Fooled } from "../fool.js";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { optionsFor } from "../options.js";
import { fitted } from "../pictures.js";
import type { Jobs } from "../protocol.js";

/** Changes the picture until the network says the target, and tells of each step. */
export async function fool(
  { network, picture, target, attack: name, settings, from }: Jobs["fool"]["asked"],
  hand: Hand<Jobs["fool"]["event"]>,
): Promise<Fooled> {
  if (!isAttack(name)) throw new RegardError("usage", `there is no attack "${name}"`);
  const explainer = await explainerOf(network, hand);
  const fit = await fitted(explainer.model, picture);
  const entry: AttackEntry = attacks[name];
  const attack = entry.create(optionsFor(entry.settings, settings));
  const { adversarial, notes } = await attack(explainer, fit.pixels, target, {
    ...{ from: from ?? undefined, signal: hand.signal, onStep: (step) => hand.say(step) },
    saved: saving(explainer.model, fit),
  });
  return { pixels: adversarial, notes };
}

const isAttack = (name: string): name is keyof typeof attacks => Object.hasOwn(attacks, name);
