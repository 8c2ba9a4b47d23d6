import type { TrainOptions } from "./plan.js";

/** The side of every picture, in pixels. */
export const size = 96;

/** The pictures that networks learn from and those they are judged by: how many, and from which seed. */
export const sets = {
  training: { count: 14_400, size, seed: 1 },
  heldOut: { count: 2_400, size, seed: 2 },
} as const;

/** The networks, and how each is trained. */
export const plans = {
  bestiary: { architecture: "squeeze", epochs: 13, seed: 1, epsilon: null },
  "bestiary-robust": { architecture: "squeeze", epochs: 18, seed: 1, epsilon: 4 / 255 },
  "bestiary-vgg": { architecture: "vgg", epochs: 11, seed: 1, epsilon: null },
} as const satisfies Record<string, Omit<TrainOptions, "classes">>;

export type NetworkName = keyof typeof plans;

/** The attack that every network is judged under: PGD at L∞. */
export const judge = { epsilon: 4 / 255, steps: 20, seed: 3 } as const;
