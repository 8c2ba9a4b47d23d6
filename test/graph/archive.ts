import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { fromBinary } from "@bufbuild/protobuf";
import { Parser } from "tar";
import { TensorProtoSchema } from "../../src/graph/proto/onnx_pb.js";
import { readTensor } from "../../src/graph/proto/tensor.js";
import type { Constant } from "../../src/graph/tensor.js";

/** The files of a .tgz, by their paths. */
export function unpack(path: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const parser = new Parser({
    onReadEntry: (entry) => {
      const parts: Buffer[] = [];
      entry.on("data", (part: Buffer) => parts.push(part));
      entry.on("end", () => files.set(entry.path, new Uint8Array(Buffer.concat(parts))));
    },
  });
  parser.end(gunzipSync(readFileSync(path)));
  return files;
}

/** One ONNX backend test: a model and its inputs, serialized. */
export interface Case {
  /** `onnx_node_tests/test_abs`, … */
  readonly name: string;
  readonly model: Uint8Array;
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

/** The cases of an archive of ONNX backend tests, sorted by name. */
export function cases(files: ReadonlyMap<string, Uint8Array>): Case[] {
  const found: Case[] = [];
  for (const [path, model] of files) {
    if (!path.endsWith("/model.onnx")) continue;
    const name = path.slice(0, -"/model.onnx".length);
    found.push({
      name,
      model,
      inputs: listed(files, `${name}/test_data_set_0/input`),
      outputs: listed(files, `${name}/test_data_set_0/output`),
    });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The files `path_0.pb`, `path_1.pb`, … */
function listed(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let file = files.get(`${path}_0.pb`); file; file = files.get(`${path}_${found.length}.pb`))
    found.push(file);
  return found;
}

/** What ONNX Runtime makes of each node test by the manifest: `pass`, `error` or `mismatch`. */
export function verdicts(files: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  const text = new TextDecoder().decode(files.get("onnx_node_tests_manifest.tsv"));
  const [head = "", ...rows] = text.trim().split("\n");
  const column = head.split("\t").indexOf("ort_node_1.30");
  return new Map(
    rows.map((row) => {
      const cells = row.split("\t");
      const folder = cells[0] === "old" ? "onnx_node_tests_old_opsets" : "onnx_node_tests";
      return [`${folder}/${cells[1]}`, cells[column] ?? ""];
    }),
  );
}

/** A tensor of the test data. */
export const tensorOf = (bytes: Uint8Array): Constant =>
  readTensor(fromBinary(TensorProtoSchema, bytes), "test data");
