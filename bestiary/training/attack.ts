import { type Builder, rules, type Value, vjp } from "regard";
import { crossEntropy } from "./loss.js";

/** What an attacked picture is made from. */
export interface Attacked {
  readonly pixels: Value;
  readonly targets: Value;
  /** Uniform in [−1, 1], in the shape of the pixels. */
  readonly noise: Value;
  /** How far a pixel may move, a scalar. */
  readonly epsilon: Value;
}

/**
 * The pictures of fast adversarial training (Wong et al. 2020, arXiv 2001.03994): from a random start one step of 1.25 ε
 * along the sign of ∂loss/∂pixels, inside [0, 1] and at most ε from the pictures.
 */
export function attacked(
  g: Builder,
  score: (pixels: Value) => Value,
  { pixels, targets, noise, epsilon }: Attacked,
): Value {
  const inside = (x: Value) => g.op("Clip", [x, g.scalar(0), g.scalar(1)]);
  const start = inside(g.op("Add", [pixels, g.op("Mul", [noise, epsilon])]));
  const { direction } = ascent(g, score, start, targets);
  const step = g.op("Mul", [direction, g.op("Mul", [epsilon, g.scalar(1.25)])]);
  const moved = g.op("Add", [g.op("Sub", [start, pixels]), step]);
  const held = g.op("Clip", [moved, g.op("Neg", [epsilon]), epsilon]);
  return inside(g.op("Add", [pixels, held]));
}

/** The scores of `pixels`, and the sign of ∂loss/∂pixels. */
export function ascent(
  g: Builder,
  score: (pixels: Value) => Value,
  pixels: Value,
  targets: Value,
): { readonly scores: Value; readonly direction: Value } {
  const scores = score(pixels);
  const loss = crossEntropy(g, scores, targets);
  const [gradient] = vjp(g, loss, g.scalar(1), [pixels], rules);
  if (!gradient) throw new Error("the loss does not depend on the pixels");
  return { scores, direction: g.op("Sign", [gradient]) };
}
