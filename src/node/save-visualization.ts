import { sweepFigure, visualizationFigure } from "../report/figures/visualization.js";
import type { VisualizationStudy } from "../report/studies/visualization.js";
import type { Wording } from "../report/wording.js";
import { encodeAnimation } from "./encode.js";
import type { Folder } from "./folder.js";

/** How long a frame of the animation stands, and how long its last, in milliseconds. */
const [frame, last] = [500, 2500];

/**
 * Writes the picture (`FILE.png`), the contact sheet of its snapshots with the plot of score and probability
 * (`FILE.snapshots.png`) and the same as an animation (`FILE.gif` or `FILE.webp`).
 */
export async function saveVisualization(
  folder: Folder,
  study: VisualizationStudy,
  model: string,
  { file, format, wording }: { file: string; format: "gif" | "webp"; wording: Wording },
): Promise<void> {
  await folder.picture(`${file}.png`, "picture", study.image);
  await folder.figure(`${file}.snapshots.png`, "contact sheet", visualizationFigure(study, model, wording));
  const frames = [...(study.from ? [study.from.image] : []), ...study.snapshots.map(({ image }) => image)];
  const bytes = await encodeAnimation(frames, { format, delayMs: frame, lastDelayMs: last });
  await folder.write(`${file}.${format}`, "animation", bytes);
}

/** Writes the results of a sweep as one grid (`FILE.sweep.png`) and each picture alone (`FILE.1.png`, …). */
export async function saveSweep(
  folder: Folder,
  studies: readonly VisualizationStudy[],
  model: string,
  { file, wording }: { file: string; wording: Wording },
): Promise<void> {
  await folder.figure(`${file}.sweep.png`, "grid", sweepFigure(studies, model, wording));
  for (const [i, { image }] of studies.entries()) {
    await folder.picture(`${file}.${i + 1}.png`, `picture ${i + 1} of the grid`, image);
  }
}
