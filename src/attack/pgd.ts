import type { Tensor } from "../graph/tensor.js";
import { random } from "../image/random.js";
import { type Settings, settle } from "../setting.js";
import type { Attack, AttackSettings } from "./attack.js";
import { type NormName, norms } from "./norm.js";
import { attackBy, type Place, type Walk } from "./walk.js";

/** The ball that a change stays in. */
export interface BallOptions {
  readonly norm?: NormName;
  readonly epsilon?: number | null;
}

export interface PgdOptions extends BallOptions {
  readonly rate?: number | null;
  readonly maxSteps?: number;
  readonly seed?: number | null;
}

export const ballSettings = {
  norm: {
    kind: "choice",
    standard: "linf",
    choices: Object.keys(norms),
    summary: "how a change is measured: by its largest value or by its Euclidean length",
  },
  epsilon: {
    kind: "number",
    standard: null,
    summary: "how large it may become, for pixels in [0, 1] (without it: 4/255, or 2 for l2)",
  },
} as const satisfies Settings<BallOptions>;

export const pgdSettings = {
  ...ballSettings,
  rate: {
    kind: "positive",
    standard: null,
    summary: "length of a step in that norm (without it: 2.5 · epsilon / steps)",
  },
  maxSteps: { kind: "whole", standard: 20, summary: "how many steps at most" },
  seed: { kind: "whole", standard: null, summary: "of a random start in the ball (without it: the picture)" },
} as const satisfies Settings<PgdOptions>;

const radii: Readonly<Record<NormName, number>> = { linf: 4 / 255, l2: 2 };

/** The radius of a ball that none was named for. */
export const radiusOf = ({ norm, epsilon }: Required<BallOptions>): number => epsilon ?? radii[norm];

/**
 * Projected gradient descent on the cross-entropy: x ← Π(x + rate · d), d the direction of norm 1 in which the target's
 * log-probability grows fastest (sign g, or g/‖g‖₂), or without a target the picture's own class's falls, and Π back into the
 * ball of radius ε around the picture and into [0, 1]. The picture rounded to 8 bits keeps to the ball too. Madry et al. 2017,
 * arXiv 1706.06083.
 */
export function pgd(options: PgdOptions = {}): Attack {
  const told = settle("pgd", pgdSettings, options);
  const epsilon = radiusOf(told);
  const rate = told.rate ?? (2.5 * epsilon) / Math.max(1, told.maxSteps);
  const settings = { ...told, epsilon, rate, valid: true };
  return attackBy({
    settings,
    question: { of: "log-probability", wrt: "pixels" },
    begin: (place) => within(place, settings),
  });
}

/** A walk in the ball around the picture as it is saved. */
function within(
  { saved, free, from }: Place,
  { norm: name, epsilon, rate, seed }: Required<AttackSettings>,
): Walk {
  const norm = norms[name];
  const center = saved.data;
  const held = (change: Float32Array): Float32Array =>
    norm.project(change, epsilon).map((value, i) => {
      const pixel = center[i] as number;
      return Math.min(1 - pixel, Math.max(-pixel, value));
    });
  const at = (change: Float32Array): Tensor => ({ ...saved, data: sum(center, change) });
  const start = (): Float32Array =>
    seed === null
      ? new Float32Array(center.length)
      : norm.random(random(seed), center.length, epsilon).map((value, i) => value * (free[i] as number));
  let change = held(from === null ? start() : sum(from.data, times(center, -1)));
  return {
    pixels: () => at(change),
    rounded: () => at(times(norm.round(times(change, 255), epsilon * 255), 1 / 255)),
    step(slope) {
      change = held(sum(change, norm.steepest(slope.data, rate)));
    },
  };
}

const times = (a: Float32Array, factor: number): Float32Array => a.map((value) => value * factor);

const sum = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value + (b[i] as number));
