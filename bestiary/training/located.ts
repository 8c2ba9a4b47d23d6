import {
  chanceOverlap,
  collection,
  coverageOf,
  fitPicture,
  gradient,
  localize,
  maskOf,
  menagerie,
} from "regard";
import { drawMask, drawPicture, open } from "regard/node";
import type { Located } from "./card.js";
import { size } from "./plans.js";

/** The maps that are judged: how many, of pictures from which seed. */
const judged = { count: 600, seed: 4 } as const;

/** How well the gradient maps of the network in `folder`, for the true classes, find the objects of unseen pictures. */
export async function localizationOf(folder: string, name: string): Promise<Located> {
  const explainer = await open(folder, { threads: 1 });
  const method = gradient();
  const sums = { hits: 0, overlap: 0, area: 0, chance: 0 };
  try {
    for (const scene of collection(menagerie, judged.count, judged.seed)) {
      const { pixels } = fitPicture(explainer.model, await drawPicture(scene, size));
      const mask = maskOf(coverageOf(await drawMask(scene, size)));
      const map = await method(explainer, pixels, menagerie.indexOf(scene.species));
      const { hit, overlap, area } = localize(map, mask);
      sums.hits += hit ? 1 : 0;
      sums.overlap += overlap;
      sums.area += area;
      sums.chance += chanceOverlap(mask);
    }
  } finally {
    await explainer.close();
  }
  const mean = (sum: number): number => sum / judged.count;
  return {
    ...{ name, count: judged.count, hits: mean(sums.hits), overlap: mean(sums.overlap) },
    ...{ chanceHits: mean(sums.area), chanceOverlap: mean(sums.chance) },
  };
}
