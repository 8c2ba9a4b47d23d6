// A gradient rule of one's own: guided backpropagation, Springenberg et al. 2014, arXiv 1412.6806.
// node examples/guided-backpropagation.mjs MODEL [PICTURE] [OUT]

import { fileURLToPath } from "node:url";
import { argmax, fitPicture, fromTensor, oneHot, rules, writeNpy } from "regard";
import { open, openFolder, readPicture } from "regard/node";

// Only what speaks for the class passes a ReLU backwards.
const guided = { ...rules, Relu: (g, dy, op) => rules.Relu(g, g.op("Relu", [dy]), op) };

const cat = fileURLToPath(new URL("pictures/cat.jpg", import.meta.url));
const [path = ".", file = cat, out = "out"] = process.argv.slice(2);
const explainer = await open(path);
try {
  const { classes, labels } = explainer.model;
  const { pixels } = fitPicture(explainer.model, (await readPicture(file)).image);
  const target = argmax(await explainer.scores(pixels));
  const question = { wrt: "pixels", rules: guided };
  const { gradient } = await explainer.gradient(pixels, oneHot([target], classes), question);

  const folder = await openFolder(out);
  const { data } = gradient;
  const spread = Math.sqrt(data.reduce((sum, each) => sum + each ** 2, 0) / data.length) || 1;
  const around = { ...gradient, data: data.map((each) => 0.5 + each / spread / 8) };
  await folder.picture("guided.png", "gradient around mid-gray", fromTensor(around));
  await folder.write("guided.npy", "gradient", writeNpy(gradient));
  console.log(`${out}: what of the picture speaks for "${labels[target]}"`);
} finally {
  await explainer.close();
}
