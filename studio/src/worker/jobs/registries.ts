import { attacks, recipes, saliencyMethods, zoo } from "regard";
import { hostOf, isCached } from "regard/web";
import type { Entry, PublishedNetwork, Registries } from "../protocol.js";

/** What the core can do, so that the page lists it without loading it. */
export async function registries(): Promise<Registries> {
  return {
    methods: listed(saliencyMethods),
    attacks: listed(attacks),
    recipes: Object.entries(recipes).map(([name, recipe]) => ({ name, recipe })),
    published: await Promise.all(zoo.map(published)),
  };
}

const listed = (entries: Readonly<Record<string, Omit<Entry, "name">>>): Entry[] =>
  Object.entries(entries).map(([name, { summary, paper, settings }]) => ({ name, summary, paper, settings }));

async function published(entry: (typeof zoo)[number]): Promise<PublishedNetwork> {
  const { name, bytes, urls, license, top1, use } = entry;
  const host = hostOf(urls[0] ?? "");
  return { name, bytes, host, license, top1, use, isKept: await isCached(entry) };
}
