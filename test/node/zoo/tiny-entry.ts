import type { ZooEntry } from "../../../src/model/zoo/entry.js";
import { labels } from "../../cli/tiny.js";
import { sha256 } from "./server.js";

/** An entry of a zoo for a test: the tiny network of the command line's tests, under the name tinynet. */
export const tinyEntry = (network: Uint8Array): ZooEntry => ({
  name: "tinynet",
  urls: ["https://zoo.test/tinynet.onnx"],
  bytes: network.length,
  sha256: sha256(network),
  license: "MIT",
  weights: "drawn",
  preprocessing: {
    ...{ resize: { shortestEdge: 28 }, resample: "bilinear", crop: { height: 24, width: 24 } },
    ...{ scale: 1, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25], order: "RGB", layout: "NCHW" },
  },
  labels,
  size: 24,
  parameters: 1027,
  top1: null,
  use: "tests",
});
