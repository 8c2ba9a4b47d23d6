import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bareGradient, differentiateBare, oneHot, read, readNpyFloats, write } from "../../dist/index.js";
import { openBareFile } from "../../dist/node.js";

/** ‖a − b‖ / ‖b‖; infinite where the shapes differ. */
function relativeError(a, b) {
  if (`${a.dims}` !== `${b.dims}`) return Number.POSITIVE_INFINITY;
  let [apart, length] = [0, 0];
  for (const [i, value] of b.data.entries()) {
    apart += (a.data[i] - value) ** 2;
    length += value ** 2;
  }
  return Math.sqrt(apart / length);
}

/** The last layer that a module of PyTorch computes: exporters name nodes `/features/features.6/conv/Conv`. */
function layerOf(model, module) {
  const [last, before] = module.split(".").reverse();
  const scope = /^\d+$/.test(last) ? `/${before}.${last}/` : `/${last}/`;
  const layer = model.layers.findLast(({ name }) => name.includes(scope));
  if (!layer) throw new Error(`${model.name}: no layer of ${module}`);
  return layer;
}

/** The gradient of the targets' scores with respect to a layer. */
async function layerGradient(backend, model, x, targets, wrt) {
  const { graph } = differentiateBare(model, { wrt });
  const location = "weights";
  const bytes = write(graph, { source: model.source, location });
  const session = await backend.create({ graph: bytes, weights: { location, bytes: model.source } });
  try {
    const [input, seed] = graph.inputs.map(({ name }) => name);
    const feeds = { [input]: x, [seed]: oneHot(targets, model.classes) };
    return (await session.run(feeds)).gradient;
  } finally {
    await session.release();
  }
}

/** How far Regard's answers for one exported file are from PyTorch's, which lie in `folder`. */
export async function measure(backend, folder, { file, batch }, { layer, targets }) {
  const [x, scores, gradient, atLayer] = ["x", "scores", "gradient", "layer"].map((name) => {
    const path = join(folder, `${name}.npy`);
    return readNpyFloats(readFileSync(path), path);
  });
  const model = await openBareFile(file);
  const { nodes } = read(readFileSync(file), file);
  const found = await bareGradient(backend, model, x, targets);
  const { name } = layerOf(model, layer);
  // A network of a fixed batch takes one picture at a time.
  const rows = batch === "fixed" ? 1 : targets.length;
  const first = ({ dims, data, ...more }) => ({
    ...{ ...more, dims: [rows, ...dims.slice(1)], data: data.subarray(0, (data.length / dims[0]) * rows) },
  });
  const foundAtLayer = await layerGradient(backend, model, first(x), targets.slice(0, rows), name);
  return {
    nodes: nodes.length,
    operators: [...new Set(nodes.map(({ op }) => op))].sort(),
    scores: relativeError(found.scores, scores),
    gradient: relativeError(found.gradient, gradient),
    layer: relativeError(foundAtLayer, first(atLayer)),
    layerName: name,
  };
}
