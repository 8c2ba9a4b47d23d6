import { clampTo, spaceOf } from "../model/space.js";
import { type Settings, settle } from "../setting.js";
import type { Attack } from "./attack.js";
import { norms } from "./norm.js";
import { attackBy, type Place, type Walk } from "./walk.js";

export interface AscentOptions {
  /** Length of a step in the network's normalized input (`spaceOf`). */
  readonly rate?: number;
  readonly maxSteps?: number;
  /** Keep to pictures that can be saved, and go on until the picture as it is saved is the target too. */
  readonly valid?: boolean;
}

export const ascentSettings = {
  rate: { kind: "positive", standard: 1, summary: "length of a step in the standardized input" },
  maxSteps: { kind: "whole", standard: 100, summary: "how many steps at most" },
} as const satisfies Settings<Omit<AscentOptions, "valid">>;

/** What the options are unless given. */
export const standard: Required<AscentOptions> = { rate: 1, maxSteps: 100, valid: true };

/** The assignment's own recipe, to the letter: normalized space, no clipping, rate 1; the 8-bit picture is not its concern. */
export const tp8: Required<AscentOptions> = { rate: 1, maxSteps: 100, valid: false };

/**
 * Gradient ascent on the score of the class to become: x ← x + rate · g / ‖g‖₂ with g = ∂S_target/∂x, until the network
 * says the target. Szegedy et al. 2013, arXiv 1312.6199; Simonyan et al. 2013, arXiv 1312.6034.
 */
export function ascent({ valid = standard.valid, ...options }: AscentOptions = {}): Attack {
  const { rate, maxSteps } = settle("ascent", ascentSettings, options);
  return attackBy({
    settings: { rate, maxSteps, valid },
    question: {},
    begin: (place) => climb(place, rate, valid),
  });
}

function climb({ model, image, from }: Place, rate: number, valid: boolean): Walk {
  const space = spaceOf(model);
  let pixels = from ?? image;
  const now = space.fromPixels(pixels);
  return {
    pixels: () => pixels,
    rounded: () => pixels,
    step(slope) {
      const way = norms.l2.steepest(space.gradient(slope).data, rate);
      for (let i = 0; i < way.length; i++) now.data[i] = (now.data[i] as number) + (way[i] as number);
      if (valid) clampTo(space.range, now);
      pixels = space.toPixels(now);
    },
  };
}
