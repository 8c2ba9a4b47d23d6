import { drawMap } from "../image/draw-map.js";
import { writeNpy } from "../image/npy.js";
import { overlay } from "../image/overlay.js";
import { saliencyFigure } from "../report/figures/saliency.js";
import type { SaliencyStudy } from "../report/studies/saliency.js";
import type { Wording } from "../report/wording.js";
import { svgToPng } from "./encode.js";
import { figureSvg } from "./figure-svg.js";
import { uniqueSlug } from "./files.js";
import type { Folder } from "./folder.js";

/**
 * Writes of each picture its map (`NAME.map.png`, drawn by `drawMap`), the map over the picture (`NAME.overlay.png`) and the raw
 * map (`NAME.map.npy`, float32 [height, width]), and `saliency.png`, the figure of all pictures, which is drawn meanwhile.
 */
export async function saveSaliency(
  folder: Folder,
  studies: readonly SaliencyStudy[],
  model: string,
  wording: Wording,
): Promise<void> {
  const svg = await figureSvg(saliencyFigure(studies, model, wording));
  const [figure, maps] = await Promise.allSettled([svgToPng(svg), saveMaps(folder, studies)]);
  // Thrown only now, so that no file is left half written.
  if (maps.status === "rejected") throw maps.reason;
  if (figure.status === "rejected") throw figure.reason;
  await folder.write("saliency.png", "figure", figure.value);
}

async function saveMaps(folder: Folder, studies: readonly SaliencyStudy[]): Promise<void> {
  const taken = new Set<string>();
  for (const { picture, image, map } of studies) {
    const name = uniqueSlug(picture, taken);
    await folder.picture(`${name}.map.png`, "map", drawMap(map));
    await folder.picture(`${name}.overlay.png`, "map over the picture", overlay(image, map));
    const { width, height, data } = map;
    await folder.write(`${name}.map.npy`, "raw map", writeNpy({ dims: [height, width], data }));
  }
}
