// Where does the network look? node examples/saliency.mjs MODEL [PICTURE] [OUT]

import { fileURLToPath } from "node:url";
import { argmax, colorize, fitPicture, fromTensor, gradient, overlay, writeNpy } from "regard";
import { open, openFolder, readPicture } from "regard/node";

const cat = fileURLToPath(new URL("pictures/cat.jpg", import.meta.url));
const [path = ".", file = cat, out = "out"] = process.argv.slice(2);
const explainer = await open(path);
try {
  const { pixels } = fitPicture(explainer.model, (await readPicture(file)).image);
  const target = argmax(await explainer.scores(pixels));
  const map = await gradient()(explainer, pixels, target);

  const folder = await openFolder(out);
  await folder.picture("map.png", "map", colorize(map, "hot"));
  await folder.picture("overlay.png", "map over the picture", overlay(fromTensor(pixels), map));
  await folder.write("map.npy", "raw map", writeNpy({ dims: [map.height, map.width], data: map.data }));
  console.log(`${out}: where ${explainer.model.name} sees "${explainer.model.labels[target]}"`);
} finally {
  await explainer.close();
}
