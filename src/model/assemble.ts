import { inFile } from "../errors.js";
import { Builder } from "../graph/builder.js";
import { liveNodes } from "../graph/live.js";
import type { Graph, Value } from "../graph/types.js";
import { type LabelTable, labelsFor } from "./labels.js";
import { findLayers } from "./layers.js";
import type { Model } from "./model.js";
import { addNormalization } from "./normalize.js";
import { pictureInput } from "./picture-input.js";
import type { PreprocessorConfig } from "./preprocessor-config.js";
import { quantizationNotes } from "./quantized.js";
import { type NetworkFile, readNetwork } from "./read-network.js";
import { reconcile } from "./reconcile.js";
import { addLogits, addLogitsBeforeRelu, findScores } from "./scores.js";
import { checkStatistics } from "./statistics.js";

/** What a model is made from. */
export interface Parts extends NetworkFile {
  /** What people call it. */
  readonly name: string;
  /** ImageNet's usual one is assumed without it. */
  readonly config?: PreprocessorConfig | undefined;
  readonly labels?: { readonly table: LabelTable; readonly origin: string } | undefined;
  /** The output that scores classes, where the network has several. */
  readonly output?: string | undefined;
}

/**
 * A classifier from its parts: normalization becomes part of the graph, so that pixels in [0, 1] go in, and the scores
 * before any Softmax are found. Throws `RegardError("model")`, with the file named, for whatever is not a classifier of
 * color pictures, for weights that are not numbers, and where the parts contradict each other.
 */
export function assemble({ name, config, labels, output, ...network }: Parts): Model {
  const { network: graph, opset, source } = readNetwork(network);
  return inFile(network.file, () => {
    const parts = connect(graph, config, labels?.table.size, output);
    const named = labelsFor(labels?.table ?? null, parts.classes, labels?.origin ?? "");
    const notes = [
      ...(config?.notes ?? []),
      ...parts.notes,
      ...named.notes,
      ...checkStatistics(parts.preprocessing),
    ];
    const declared = { opset, inputs: graph.inputs };
    return { ...parts, name, declared, labels: named.labels, source, notes };
  });
}

/** The graph with its normalization and everything that is found in it. */
function connect(
  network: Graph,
  config: PreprocessorConfig | undefined,
  labelCount: number | undefined,
  output: string | undefined,
): Omit<Model, "name" | "declared" | "labels" | "source"> {
  const picture = pictureInput(network, config?.preprocessing.layout ?? null);
  const scores = findScores(network.outputs, { output, labels: labelCount });
  const { preprocessing, size, notes } = reconcile(config?.preprocessing ?? null, picture);

  const g = new Builder({ ...network, inputs: [], nodes: [], outputs: [] });
  const { pixels, input, fed } = addNormalization(g, picture, preprocessing);
  const renewed = g.inline(network, new Map([[picture.value, fed]]));
  const now = (value: Value): Value => renewed.get(value) ?? value;
  const logits = addLogits(g, now(scores.value), scores.classes);
  const logitsBeforeRelu = addLogitsBeforeRelu(g, logits);

  const outputs = network.outputs.map(now);
  const ends = [...outputs, logits, ...(logitsBeforeRelu ? [logitsBeforeRelu] : [])];
  const rows = logits.type.shape?.[0];
  return {
    graph: { ...g.graph(outputs), nodes: liveNodes(g.nodes, ends) },
    pixels,
    input,
    logits,
    logitsBeforeRelu,
    classes: scores.classes,
    layers: findLayers(g.nodes, fed, logits),
    preprocessing,
    size,
    batch: typeof picture.batch === "number" ? picture.batch : typeof rows === "number" ? rows : null,
    notes: [...notes, ...scores.notes, ...quantizationNotes(g.nodes, logits)],
  };
}
