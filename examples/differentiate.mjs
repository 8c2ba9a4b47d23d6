// One ONNX file with value and gradient, run here on ONNX Runtime. node examples/differentiate.mjs MODEL [PICTURE] [OUT]

import { fileURLToPath } from "node:url";
import { differentiateBare, fitPicture, oneHot, toInput, writeNpy } from "regard";
import { nodeBackend, openBareFile, openFolder, openModel, readPicture } from "regard/node";

const cat = fileURLToPath(new URL("pictures/cat.jpg", import.meta.url));
const [path = ".", file = cat, out = "out"] = process.argv.slice(2);
const bare = await openBareFile(path);
const { graph, bytes } = differentiateBare(bare);
const folder = await openFolder(out);
const saved = await folder.write("with-gradient.onnx", "network and gradient", bytes);

const model = await openModel(path);
const { pixels } = fitPicture(model, (await readPicture(file)).image);
const backend = nodeBackend();
try {
  const session = await backend.create({ graph: bytes, weights: null });
  const [input, seed] = graph.inputs.map(({ name }) => name);
  const results = await session.run({ [input]: toInput(model, pixels), [seed]: oneHot([0], bare.classes) });
  const gradient = results[graph.outputs.at(-1).name];
  await folder.write("gradient.npy", "gradient of class 0", writeNpy(gradient));
  console.log(`${saved}: gradient [${gradient.dims}] of "${model.labels[0]}"`);
} finally {
  await backend.close();
}
