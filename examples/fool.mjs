// How is the network fooled? node examples/fool.mjs MODEL [PICTURE] [OUT] [CLASS], towards the runner-up unless a class is given

import { fileURLToPath } from "node:url";
import { ascent, findClass, fitPicture, paste, probabilities, quality, saving, top } from "regard";
import { open, openFolder, readPicture } from "regard/node";

const cat = fileURLToPath(new URL("pictures/cat.jpg", import.meta.url));
const [path = ".", file = cat, out = "out", asked] = process.argv.slice(2);
const explainer = await open(path);
try {
  const { model } = explainer;
  const fitted = fitPicture(model, (await readPicture(file)).image);
  const [first, second] = top(probabilities(await explainer.scores(fitted.pixels)), 2);
  const target = findClass(model, asked ?? second.index);
  const attempt = await ascent()(explainer, fitted.pixels, target, { saved: saving(model, fitted) });

  const folder = await openFolder(out);
  const saved = await folder.picture("fooled.png", "picture", paste(fitted, attempt.adversarial));
  const { levels } = quality(fitted.pixels, attempt.adversarial);
  const [before, after] = [model.labels[first.index], model.labels[target]];
  const verdict = attempt.success ? `is "${after}"` : `is still not "${after}"`;
  console.log(
    `${saved}: "${before}" ${verdict} after ${attempt.steps} steps, no value by more than ${Math.round(levels)} of 255 levels`,
  );
} finally {
  await explainer.close();
}
