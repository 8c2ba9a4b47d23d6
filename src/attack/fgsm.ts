import { settle } from "../setting.js";
import type { Attack } from "./attack.js";
import { type BallOptions, ballSettings, pgd, radiusOf } from "./pgd.js";

/**
 * The fast gradient sign method: projected gradient descent in one step as long as the ball is wide, from the picture itself.
 * Goodfellow et al. 2014, arXiv 1412.6572.
 */
export function fgsm(options: BallOptions = {}): Attack {
  const told = settle("fgsm", ballSettings, options);
  const epsilon = radiusOf(told);
  return pgd({ norm: told.norm, epsilon, rate: epsilon || null, maxSteps: 1 });
}
