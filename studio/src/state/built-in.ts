import { builtInNetworks } from "regard/web";
import type { NetworkSource, PictureSource } from "../worker/sources.js";
import type { Listed } from "./catalog.svelte.js";

/** A scene of the bestiary: a species, by a word of its name, and the seed of a scene where it is seen well. */
interface BuiltInScene {
  readonly name: string;
  readonly seed: number;
}

export const scenes: readonly BuiltInScene[] = [
  { name: "butterfly", seed: 9 },
  { name: "tarantula", seed: 2 },
  { name: "stingray", seed: 0 },
  { name: "quail", seed: 11 },
  { name: "stop sign", seed: 7 },
  { name: "speed limit sign", seed: 3 },
  { name: "fish", seed: 11 },
  { name: "snake", seed: 2 },
  { name: "flower", seed: 7 },
  { name: "mushroom", seed: 4 },
  { name: "hay bale", seed: 11 },
  { name: "tree", seed: 10 },
];

/** Photographs, for networks that know the world. */
export const photographs = ["cat", "coffee", "rocket"] as const;

/** A name as it stands in an address. */
export const slug = (name: string): string => name.replaceAll(" ", "-");

export const pictureFile = (name: string): string => `pictures/${slug(name)}.webp`;
export const thumbnailFile = (name: string): string => `pictures/${slug(name)}.small.webp`;

/** The address of a file that lies beside the page. */
const beside = (path: string): string => new URL(path, document.baseURI).href;

/** The pictures that come with the page. */
export const picturesWithin = (): Listed<PictureSource>[] =>
  [...scenes.map(({ name }) => name), ...photographs].map((name) => ({
    name: slug(name),
    title: name,
    source: { key: name, file: beside(pictureFile(name)) },
    thumbnail: beside(thumbnailFile(name)),
  }));

/** The networks that come with the page. */
export const networksWithin = (): Listed<NetworkSource>[] =>
  builtInNetworks.map((name) => ({ name, title: name, source: { kind: "built-in", name } }));
