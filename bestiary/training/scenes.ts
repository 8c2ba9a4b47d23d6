import { collection, type Image, menagerie, type Scene } from "regard";
import type { Dataset } from "./dataset.js";

/** How many are drawn at the same time. */
const together = 4;

/**
 * `count` scenes of all species, drawn by `draw` at `size` × `size`. The same seed gives the same pictures. `onProgress` hears
 * how many are done.
 */
export async function drawDataset(
  draw: (scene: Scene, size: number) => Promise<Image>,
  { count, size, seed }: { readonly count: number; readonly size: number; readonly seed: number },
  onProgress?: (done: number) => void,
): Promise<Dataset> {
  const area = size * size;
  const pixels = new Uint8Array(count * 3 * area);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % menagerie.length);
  const scenes = collection(menagerie, count, seed);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let drawn = scenes.next(); !drawn.done; drawn = scenes.next()) {
      const at = next++ * 3 * area;
      const { data } = await draw(drawn.value, size);
      for (let i = 0; i < area; i++) {
        for (let channel = 0; channel < 3; channel++) {
          pixels[at + channel * area + i] = data[3 * i + channel] ?? 0;
        }
      }
      onProgress?.(++done);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return { count, size, pixels, labels };
}
