import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunOptions } from "../backend.js";
import { collection } from "../bestiary/collection.js";
import { menagerie } from "../bestiary/menagerie.js";
import { shortName } from "../bestiary/species.js";
import { RegardError, throwIfCancelled } from "../errors.js";
import { slug } from "./files.js";
import type { Folder } from "./folder.js";
import { drawMask, drawPicture } from "./scene.js";

/** One picture of a test set, as `index.json` lists it. */
export interface CollectedPicture {
  /** Paths inside the folder. */
  readonly picture: string;
  readonly mask: string;
  /** The class of the built-in networks, by index and name. */
  readonly class: number;
  readonly label: string;
  readonly background: string;
  /** Of this scene alone. */
  readonly seed: number;
}

export interface CollectionOptions extends RunOptions {
  /** What is drawn, by index among all species. */
  readonly classes: readonly number[];
  /** Pictures of each class. */
  readonly count: number;
  readonly seed: number;
  /** Width and height in pixels. */
  readonly size: number;
}

/** More pictures of a class than this are no test set any more, but a full disk. */
export const mostPictures = 100_000;

/** Throws `RegardError("usage")` where the folder holds a test set already: two in one place cannot be told apart. */
export async function checkUnused(folder: Folder): Promise<void> {
  for (const part of ["pictures", "masks"]) {
    const held = await readdir(join(folder.path, part)).catch(() => []);
    if (held.length === 0) continue;
    const path = join(folder.path, part);
    throw new RegardError("usage", `${path} holds pictures already; choose another folder or empty it`);
  }
}

/**
 * Draws a test set: `pictures/CLASS/0000.png`, the mask of its object under the same name in `masks`, and `index.json`, which
 * lists them. Gives the list. Throws `RegardError("usage")` for a class that does not exist or comes twice.
 */
export async function writeCollection(
  folder: Folder,
  { classes, count, seed, size, signal, onProgress }: CollectionOptions,
): Promise<CollectedPicture[]> {
  const species = classes.map((index, i) => {
    const each = menagerie[index];
    if (each && classes.indexOf(index) === i) return each;
    const why = each ? "comes twice" : `does not exist: they are 0 to ${menagerie.length - 1}`;
    throw new RegardError("usage", `the class ${index} ${why}`);
  });
  const total = count * species.length;
  const digits = Math.max(4, String(count - 1).length);
  const listed: CollectedPicture[] = [];
  for (const scene of collection(species, total, seed)) {
    throwIfCancelled(signal);
    const number = String(Math.floor(listed.length / species.length)).padStart(digits, "0");
    const file = `${slug(shortName(scene.species))}/${number}.png`;
    const [picture, mask] = [`pictures/${file}`, `masks/${file}`];
    const [drawn, silhouette] = await Promise.all([drawPicture(scene, size), drawMask(scene, size)]);
    await folder.picture(picture, "picture", drawn);
    await folder.picture(mask, "mask", silhouette);
    const { background, seed: own } = scene;
    listed.push({
      ...{ picture, mask, class: menagerie.indexOf(scene.species), label: scene.species.name },
      ...{ background, seed: own },
    });
    onProgress?.({ done: listed.length, total, unit: "picture" });
  }
  await folder.write("index.json", "list of the pictures", `${JSON.stringify(listed, null, 1)}\n`);
  return listed;
}
