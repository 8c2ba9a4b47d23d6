import type { Setting } from "regard";
import type { Told } from "./told.js";

/** What a method is told, as the kinds of its settings: numbers from text. What it does not know is left out. */
export function optionsFor(settings: Readonly<Record<string, Setting>>, told: Told): object {
  const known = Object.entries(told).flatMap(([name, text]) => {
    const kind = settings[name]?.kind;
    if (kind === undefined) return [];
    return [[name, kind === "layer" || kind === "choice" ? text : Number(text)] as const];
  });
  return Object.fromEntries(known);
}
