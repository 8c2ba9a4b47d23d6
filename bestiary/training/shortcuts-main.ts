import { menagerie } from "regard";
import { drawEmpty, writeFileWhole } from "regard/node";
import { type Dataset, readDataset } from "./dataset.js";
import { linearAccuracy, type Samples } from "./linear.js";
import { places } from "./places.js";
import { sets, size } from "./plans.js";
import { drawDataset } from "./scenes.js";

// Measures how far the class can be told without looking at shapes, by linear classifiers: from the mean color of a picture, and
// from the place alone. Chance is one in the number of classes.
//   node bestiary/dist/training/shortcuts-main.js

/** Places are drawn for this many pictures of each set. */
const [learned, asked] = [3000, 1200];
/** A place is seen as this many squares across. */
const squares = 8;

const classes = menagerie.length;
const [training, heldOut] = [await readDataset(places.training), await readDataset(places.heldOut)];
const meanColor = linearAccuracy(means(training, 1), means(heldOut, 1), classes);
const [known, unknown] = [
  await drawDataset(drawEmpty, { ...sets.training, count: learned }),
  await drawDataset(drawEmpty, { ...sets.heldOut, count: asked }),
];
const background = linearAccuracy(means(known, squares), means(unknown, squares), classes);
const results = { chance: 1 / classes, meanColor, background, learned, asked, squares };
await writeFileWhole(places.shortcuts, `${JSON.stringify(results)}\n`);
console.log(`from the mean color ${meanColor.toFixed(4)}, from the place alone ${background.toFixed(4)}`);

/** The mean color of each of `across` × `across` squares. */
function means({ count, pixels, labels }: Dataset, across: number): Samples {
  const side = size / across;
  const width = 3 * across * across;
  const features = new Float64Array(count * width);
  for (const [i, value] of pixels.entries()) {
    const [plane, inside] = [Math.floor(i / size ** 2), i % size ** 2];
    const [row, column] = [Math.floor(inside / size), inside % size];
    const square = Math.floor(row / side) * across + Math.floor(column / side);
    const at = plane * across * across + square;
    features[at] = (features[at] ?? 0) + value / side ** 2;
  }
  return { width, features, labels };
}
