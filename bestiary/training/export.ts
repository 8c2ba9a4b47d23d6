import { join } from "node:path";
import { Builder, type Graph, write } from "regard";
import { writeFileWhole } from "regard/node";
import type { TrainedNetwork } from "./evaluate.js";
import { normalization } from "./loss.js";
import { shipped } from "./scopes.js";

/** What an exported model says of itself. */
export interface ExportOptions {
  /** Height and width of the pictures. */
  readonly size: number;
  /** The names of the classes, in the order of the scores. */
  readonly labels: readonly string[];
  /** Kept in the model file. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Writes a network as a model folder in the layout of the Hugging Face hub. */
export async function exportModel(
  folder: string,
  trainedNetwork: TrainedNetwork,
  { size, labels, metadata = {} }: ExportOptions,
): Promise<void> {
  if (labels.length !== trainedNetwork.classes) {
    throw new Error(`${labels.length} names are not those of ${trainedNetwork.classes} classes`);
  }
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  const graph = exportedGraph(trainedNetwork, size);
  await writeFileWhole(join(folder, "onnx", "model.onnx"), write(graph, { metadata }));
  await writeFileWhole(join(folder, "config.json"), json(configOf(labels, size)));
  await writeFileWhole(join(folder, "preprocessor_config.json"), json(preprocessorOf(size)));
}

/** The network from normalized `pixel_values` to `logits`, its kernels stored as integers, its nodes named after its layers. */
export function exportedGraph({ network, weights }: TrainedNetwork, size: number): Graph {
  const g = new Builder(18);
  const pixels = g.input("pixel_values", "float32", ["batch", 3, size, size]);
  const scores = network(shipped(g, weights), pixels);
  const logits = { ...scores, name: "logits" };
  const graph = g.graph([scores], "network");
  const nodes = graph.nodes.map((node) => ({
    ...node,
    name: node.outputs[0]?.name ?? "",
    outputs: node.outputs.map((output) => (output === scores ? logits : output)),
  }));
  return { ...graph, nodes, outputs: [logits] };
}

const configOf = (labels: readonly string[], size: number): object => ({
  num_channels: 3,
  image_size: size,
  id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
  label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
});

const preprocessorOf = (size: number): object => ({
  do_resize: true,
  size: { shortest_edge: size },
  resample: 2,
  do_center_crop: true,
  crop_size: { height: size, width: size },
  do_rescale: true,
  rescale_factor: 1 / 255,
  do_normalize: true,
  image_mean: Array(3).fill(normalization.mean),
  image_std: Array(3).fill(normalization.deviation),
});
