import { drawPicture } from "regard/node";
import { writeDataset } from "./dataset.js";
import { places } from "./places.js";
import { sets } from "./plans.js";
import { drawDataset } from "./scenes.js";

// Draws the pictures that networks are trained on and judged by:
//   node bestiary/dist/training/pictures-main.js

for (const [path, set] of [
  [places.heldOut, sets.heldOut],
  [places.training, sets.training],
] as const) {
  const started = performance.now();
  const dataset = await drawDataset(drawPicture, set, (done) => {
    if (done % 1000 > 0) return;
    const left = ((performance.now() - started) / 1000 / done) * (set.count - done);
    console.log(`pictures: ${done} of ${set.count}  ${Math.round(left)} s left`);
  });
  await writeDataset(path, dataset);
}
