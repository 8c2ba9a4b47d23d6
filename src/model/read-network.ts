import { inFile } from "../errors.js";
import { dequantizeWeights } from "../graph/dequantize.js";
import { checkMemory } from "../graph/memory.js";
import type { External } from "../graph/proto/tensor.js";
import { read } from "../graph/read.js";
import { checkSupported } from "../graph/supported.js";
import type { Graph } from "../graph/types.js";
import { upgrade } from "../graph/upgrade.js";
import { checkWeights } from "../graph/weights.js";

/** A weight of this many bytes is never in the memory of JavaScript and that of the runtime at once. */
export const leastStored = 32 << 20;

/** An ONNX file. */
export interface NetworkFile {
  /** The bytes of the file; they must not change afterwards. */
  readonly bytes: Uint8Array;
  /** The name of that file, for messages. */
  readonly file: string;
  /** Gives the bytes of files with weights that lie beside the model. */
  readonly external?: External | undefined;
}

/**
 * The network of an ONNX file in the operators of opset 18 or later, weights that are stored as integers as floats, and the file
 * that most of its weights lie in: that one or another beside it. Throws `RegardError("model")`, with the file named, for whatever
 * is not an ONNX file, for operators that are too old, too new or not supported, for weights that are not numbers, and for a network
 * that no memory holds.
 */
export function readNetwork({ bytes, file, external }: NetworkFile): {
  readonly network: Graph;
  /** The operator set that the file is written in. */
  readonly opset: number;
  readonly source: Uint8Array;
} {
  const files = [bytes];
  const recorded = (from: External): External => {
    return (location) => {
      const weights = from(location);
      if (weights instanceof Uint8Array) files.push(weights);
      return weights;
    };
  };
  const network = read(bytes, file, external ? { external: recorded(external) } : {});
  return inFile(file, () => {
    checkSupported(network);
    checkWeights(network);
    checkMemory(network);
    // Nothing calls the functions, and the runtime would read them all the same.
    const ours = dequantizeWeights({ ...upgrade(network), functions: [] });
    return { network: ours, opset: network.opset, source: largest(files) };
  });
}

/** Weights in the others are written into each graph again. */
const largest = (files: readonly Uint8Array[]): Uint8Array =>
  files.reduce((best, file) => (file.length > best.length ? file : best));
