import { RegardError } from "../errors.js";
import { outline, ownFile } from "../graph/proto/outline.js";
import { readAll } from "../graph/stored.js";
import { leastStored, type NetworkFile } from "../model/read-network.js";
import { bytesOf, storedIn } from "./given-file.js";
import type { ModelFiles } from "./model-files.js";

/**
 * The network, its largest weights left where they are. Throws `RegardError("file")` where a file cannot be read, or weights that
 * the network keeps beside it have not been given.
 */
export async function readNetworkFile({ onnx, beside }: ModelFiles): Promise<NetworkFile> {
  const file = onnx.blob.size < leastStored ? null : storedIn(onnx);
  const lean = file && outline(file, leastStored, (length) => new Uint8Array(length));
  const known = new Map<string, Uint8Array>();
  return {
    bytes: lean ?? (await bytesOf(onnx)),
    file: onnx.path,
    external(location) {
      if (file && lean && location === ownFile) return file;
      const weights = beside(location);
      if (!weights) {
        throw new RegardError(
          "file",
          `the weights "${location}", which the model names, are not among the files; choose them together`,
        );
      }
      const bytes = known.get(location) ?? readAll(storedIn(weights));
      known.set(location, bytes);
      return bytes;
    },
  };
}
