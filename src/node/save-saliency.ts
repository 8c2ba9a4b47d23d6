import { drawMap } from "../image/draw-map.js";
import { writeNpy } from "../image/npy.js";
import { overlay } from "../image/overlay.js";
import { saliencyFigure } from "../report/figures/saliency.js";
import type { SaliencyStudy } from "../report/studies/saliency.js";
import type { Wording } from "../report/wording.js";
import { uniqueSlug } from "./files.js";
import type { Folder } from "./folder.js";

/**
 * Writes `saliency.png`, the figure of all pictures, and of each picture its map (`NAME.map.png`, drawn by `drawMap`), the map
 * over the picture (`NAME.overlay.png`) and the raw map (`NAME.map.npy`, float32 [height, width]).
 */
export async function saveSaliency(
  folder: Folder,
  studies: readonly SaliencyStudy[],
  model: string,
  wording: Wording,
): Promise<void> {
  await folder.figure("saliency.png", "figure", saliencyFigure(studies, model, wording));
  const taken = new Set<string>();
  for (const { picture, image, map } of studies) {
    const name = uniqueSlug(picture, taken);
    await folder.picture(`${name}.map.png`, "map", drawMap(map));
    await folder.picture(`${name}.overlay.png`, "map over the picture", overlay(image, map));
    const { width, height, data } = map;
    await folder.write(`${name}.map.npy`, "raw map", writeNpy({ dims: [height, width], data }));
  }
}
