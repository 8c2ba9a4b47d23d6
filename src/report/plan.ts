import { findClass } from "../model/class-name.js";
import type { Model } from "../model/model.js";
import { type ClassName, type ClassScore, className } from "./studies/class-score.js";

/** The classes of the original report, where a network knows them. */
const [usualTarget, usualVision] = ["stingray", "tarantula"];

/** How many classes are visualized unless they are named. */
const visions = 2;

/**
 * The class to attack towards: the one asked for, a stingray where the network knows one, else a class that is likely enough
 * to be reached and unlikely enough to surprise (the tenth). Never what the picture is taken for already.
 */
export function attackTarget(model: Model, asked: number | null, ranked: readonly ClassScore[]): ClassName {
  const [top] = ranked;
  const wanted = asked ?? named(model, usualTarget);
  if (wanted !== null && wanted !== top?.index) return className(model, wanted);
  const other = ranked[Math.min(9, ranked.length - 1)] ?? className(model, 0);
  return { index: other.index, label: other.label };
}

/** The classes to visualize: those asked for, else a tarantula where the network knows one, then `candidates`. */
export function visualizedClasses(
  model: Model,
  asked: readonly number[],
  candidates: readonly ClassName[],
): ClassName[] {
  const usual = named(model, usualVision);
  const usually = [...(usual === null ? [] : [usual]), ...candidates.map(({ index }) => index)];
  const wanted = asked.length > 0 ? asked : usually.length > 0 ? usually : [0];
  return [...new Set(wanted)].slice(0, asked.length || visions).map((index) => className(model, index));
}

function named(model: Model, name: string): number | null {
  try {
    return findClass(model, name);
  } catch {
    return null;
  }
}
