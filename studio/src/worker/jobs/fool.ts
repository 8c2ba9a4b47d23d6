import { type AttackEntry, attacks, fromTensor, paste, RegardError, saving } from "regard";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { optionsFor } from "../options.js";
import { fitted } from "../pictures.js";
import type { Fooled, Jobs, Loading } from "../protocol.js";

/** Changes the picture until the network says the class, and tells every step. */
export async function fool(
  { network, picture, target, attack: name, settings }: Jobs["fool"]["asked"],
  hand: Hand<Jobs["fool"]["event"]>,
): Promise<Fooled> {
  if (!isAttack(name)) throw new RegardError("usage", `there is no attack "${name}"`);
  const { signal } = hand;
  const say = (loading: Loading): void => hand.say({ kind: "loading", ...loading });
  const explainer = await explainerOf(network, { signal, say });
  const fit = await fitted(explainer.model, picture);
  const entry: AttackEntry = attacks[name];
  const attempt = await entry.create(optionsFor(entry.settings, settings))(explainer, fit.pixels, target, {
    saved: saving(explainer.model, fit),
    signal,
    onStep: ({ step, pixels, probabilities, l2, linf }) =>
      hand.say({ kind: "step", step, seen: fromTensor(pixels), probabilities, l2, linf }),
  });
  const { adversarial, success, steps, notes } = attempt;
  return { file: paste(fit, adversarial), seen: fromTensor(adversarial), success, steps, notes };
}

const isAttack = (name: string): name is keyof typeof attacks => Object.hasOwn(attacks, name);
