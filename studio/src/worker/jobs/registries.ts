import { attacks, recipes, saliencyMethods } from "regard";
import type { Entry, Registries } from "../protocol.js";

/** What the core can do, so that the page lists it without loading it. */
export async function registries(): Promise<Registries> {
  return {
    methods: listed(saliencyMethods),
    attacks: listed(attacks),
    recipes: Object.entries(recipes).map(([name, recipe]) => ({ name, recipe })),
  };
}

const listed = (entries: Readonly<Record<string, Omit<Entry, "name">>>): Entry[] =>
  Object.entries(entries).map(([name, { summary, paper, settings }]) => ({ name, summary, paper, settings }));
