// What does the network think that the class of a picture looks like? node examples/visualize.mjs MODEL [PICTURE] [OUT]

import { fileURLToPath } from "node:url";
import { argmax, classVisualization, fitPicture, fromTensor, recipes } from "regard";
import { encodeAnimation, open, openFolder, readPicture } from "regard/node";

const cat = fileURLToPath(new URL("pictures/cat.jpg", import.meta.url));
const [path = ".", file = cat, out = "out"] = process.argv.slice(2);
const explainer = await open(path);
try {
  const { pixels } = fitPicture(explainer.model, (await readPicture(file)).image);
  const target = argmax(await explainer.scores(pixels));
  const made = await classVisualization(recipes.cs231n)(explainer, target, { seed: 1 });

  const folder = await openFolder(out);
  await folder.picture("class.png", "picture", fromTensor(made.pixels));
  const frames = made.snapshots.map((snapshot) => fromTensor(snapshot.pixels));
  await folder.write("class.gif", "the way there", await encodeAnimation(frames, { delayMs: 500 }));
  const chance = made.probabilities.at(-1).toFixed(3);
  console.log(`${out}: "${explainer.model.labels[target]}" from noise, probability ${chance}`);
} finally {
  await explainer.close();
}
