import { RegardError } from "../../errors.js";
import { findClass } from "../../model/class-name.js";
import type { Interview } from "./network.js";

/**
 * The class that a person names, `null` where none is named. Two networks may know different classes: where the second one
 * does not know it, that is said and the default is taken instead; for the first one it is an error.
 */
export function classAsked(
  { explainer: { model }, options, isSecond }: Interview,
  name: string | undefined,
): number | null {
  if (name === undefined) return null;
  try {
    return findClass(model, name);
  } catch (error) {
    if (!isSecond || !(error instanceof RegardError)) throw error;
    options.onNote?.(`${model.name} has no class "${name}"; its default is taken instead`);
    return null;
  }
}
