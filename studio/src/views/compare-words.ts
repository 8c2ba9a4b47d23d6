import { words } from "../texts/words.svelte.js";
import type { Comparing } from "./compare.svelte.js";
import { dreamSteps, type Side } from "./side.svelte.js";

/** What is said of the sides of a comparison, on the page and on its sheet. */

/** The first of a class's names. */
export const shortOf = (label: string | null): string => (label ?? "").split(", ")[0] ?? "";

/** Whether a network knows the class to become, as far as it is known itself. */
export const isAble = (comparing: Comparing, side: Side): boolean =>
  side.info === null || side.classNamed(comparing.aim) !== null;

/** Whether nothing more comes unless somebody asks. */
const isStill = ({ phase, isStuck }: Comparing): boolean => phase === "stopped" || isStuck;

/** How far an attack has come. */
export function reached(comparing: Comparing, side: Side): string {
  const t = words.t.compare;
  const { step } = side;
  if (!isAble(comparing, side)) return t.unknown;
  if (!step) return isStill(comparing) ? "" : t.waiting;
  const levels = words.t.fool.levels(words.number(255 * step.linf));
  const numbers = t.steps(step.step, words.number(step.l2), levels);
  return side.isFooled === false ? `${numbers} · ${t.resists}` : numbers;
}

/** How far a dream has come. */
export function dreamed(comparing: Comparing, side: Side): string {
  const t = words.t.compare;
  const { dreamStep } = side;
  if (!isAble(comparing, side)) return t.unknown;
  if (!dreamStep) return isStill(comparing) ? "" : t.waiting;
  return t.dreamed(dreamStep.step, dreamSteps, words.percent(dreamStep.probability ?? 0));
}
