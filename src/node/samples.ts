import { drawScene } from "../bestiary/scene.js";
import { hayBale } from "../bestiary/species/hay-bale.js";
import { quail } from "../bestiary/species/quail.js";
import { speedLimitSign } from "../bestiary/species/speed-limit-sign.js";
import { stingray } from "../bestiary/species/stingray.js";
import { stopSign } from "../bestiary/species/stop-sign.js";
import { tarantula } from "../bestiary/species/tarantula.js";
import { shortName } from "../bestiary/species.js";
import type { ReadPicture } from "./pictures.js";
import { drawMask, drawPicture } from "./scene.js";

/** The things of the assignment, each with the seed of a scene where it is seen well. */
const shown = [
  [hayBale, 0],
  [quail, 17],
  [tarantula, 5],
  [stingray, 10],
  [stopSign, 2],
  [speedLimitSign, 9],
] as const;

/** The classes that a report on them pictures, unless others are asked for. */
export const sampleClasses = ["tarantula", "butterfly", "stop sign", "fish"] as const;

/** As large as the built-in networks see them. */
export const sampleSize = 96;

/** The built-in pictures that a report shows, drawn anew, with the exact masks of their objects. */
export function drawSamples(): Promise<ReadPicture[]> {
  return Promise.all(
    shown.map(async ([species, seed]) => {
      const scene = drawScene(species, seed);
      const [image, mask] = await Promise.all([drawPicture(scene, sampleSize), drawMask(scene, sampleSize)]);
      return { name: shortName(species), image, mask, notes: [] };
    }),
  );
}
