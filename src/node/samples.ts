import { menagerie } from "../bestiary/menagerie.js";
import { drawScene } from "../bestiary/scene.js";
import { shortName } from "../bestiary/species.js";
import { RegardError } from "../errors.js";
import type { ReadPicture } from "./pictures.js";
import { drawMask, drawPicture } from "./scene.js";

/** The things of the assignment, each in a scene where it is seen well. */
const shown = [
  ["hay bale, hay", 0],
  ["quail, bird", 17],
  ["tarantula, spider", 5],
  ["stingray, ray", 10],
  ["stop sign", 2],
  ["speed limit sign", 9],
] as const;

/** The classes that a report on them pictures, unless others are asked for. */
export const sampleClasses = ["tarantula", "butterfly", "stop sign", "fish"] as const;

/** As large as the built-in networks see them. */
export const sampleSize = 96;

/** The built-in pictures that a report shows, drawn anew, with the exact masks of their objects. */
export function drawSamples(): Promise<ReadPicture[]> {
  return Promise.all(
    shown.map(async ([name, seed]) => {
      const species = menagerie.find((each) => each.name === name);
      if (!species) throw new RegardError("usage", `there is no species "${name}"`);
      const scene = drawScene(species, seed);
      const [image, mask] = await Promise.all([drawPicture(scene, sampleSize), drawMask(scene, sampleSize)]);
      return { name: shortName(species), image, mask, notes: [] };
    }),
  );
}
