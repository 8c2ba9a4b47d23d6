import { describe, expect, test } from "vitest";
import { read } from "../../src/graph/read.js";
import type { Graph, Value } from "../../src/graph/types.js";
import { describeWithData } from "../data.js";
import { cases, tensorOf, unpack } from "../graph/archive.js";
import { erf } from "./erf.js";
import { evaluate, kernels } from "./interpreter.js";
import type { NdArray } from "./ndarray.js";
import { fromConstant } from "./source.js";

/** Cases of known operators that are not for the oracle, and why. */
const excepted: Readonly<Record<string, string>> = {
  test_batchnorm_epsilon_training_mode: "training mode",
  test_batchnorm_example_training_mode: "training mode",
  test_resize_downsample_scales_cubic_antialias: "antialias",
  test_resize_downsample_scales_linear_antialias: "antialias",
  test_resize_downsample_sizes_cubic_antialias: "antialias",
  test_resize_downsample_sizes_linear_antialias: "antialias",
  test_averagepool_2d_ceil_last_window_starts_on_pad: "expected values with four digits",
};

const isKnown = (graph: Graph): boolean =>
  graph.nodes.every((node) => node.domain === "" && kernels[node.op] !== undefined);

/** Why the results are not the expected ones, or null. */
function difference(results: readonly NdArray[], expected: readonly NdArray[]): string | null {
  for (const [i, want] of expected.entries()) {
    const got = results[i];
    if (!got) return `output ${i} is missing`;
    if (got.dtype !== want.dtype) return `output ${i} is ${got.dtype} instead of ${want.dtype}`;
    if (`${got.dims}` !== `${want.dims}`)
      return `output ${i} has shape [${got.dims}] instead of [${want.dims}]`;
    const relative = want.dtype === "float16" ? 2e-3 : 1e-5;
    const at = want.data.findIndex((value, k) => !close(got.data[k] ?? 0, value, relative));
    if (at >= 0) return `output ${i}[${at}] is ${got.data[at]} instead of ${want.data[at]}`;
  }
  return null;
}

const close = (a: number, b: number, relative: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-6 + relative * Math.abs(b);

describeWithData("the oracle agrees with ONNX's conformance cases", "onnx/node_tests.tgz", (archive) => {
  test("of every operator it knows", () => {
    const files = unpack(archive);
    const current = cases(files).filter(({ name }) => name.startsWith("onnx_node_tests/"));
    const failures: string[] = [];
    let checked = 0;
    for (const { name, model, inputs } of current) {
      const title = name.slice("onnx_node_tests/".length);
      if (excepted[title] !== undefined) continue;
      let graph: Graph;
      try {
        graph = read(model, title);
      } catch {
        // Whether every case can be read is the reader's own test.
        continue;
      }
      if (!isKnown(graph) || graph.outputs.some((value) => value.type.opaque !== null)) continue;
      const expected = graph.outputs.map((_, i) => files.get(`${name}/test_data_set_0/output_${i}.pb`));
      if (expected.includes(undefined)) continue;
      const feeds = new Map<Value, NdArray>(
        graph.inputs.map((value, i) => [value, fromConstant(tensorOf(inputs[i] ?? new Uint8Array()))]),
      );
      checked++;
      try {
        const want = expected.map((bytes) => fromConstant(tensorOf(bytes as Uint8Array)));
        const why = difference(evaluate(graph, feeds), want);
        if (why !== null) failures.push(`${title}: ${why}`);
      } catch (error) {
        failures.push(`${title}: ${error}`);
      }
    }
    console.log(`the oracle agrees with ${checked - failures.length} of ${checked} conformance cases`);
    expect(failures).toEqual([]);
    expect(checked).toBeGreaterThan(800);
  });
});

describe("erf", () => {
  test("agrees with C's to the last digits", () => {
    const table = [
      [0, 0],
      [0.1, 0.1124629160182849],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [2.4999, 0.9995928300996666],
      [3, 0.9999779095030014],
      [-1.5, -0.9661051464753108],
      [5, 0.9999999999984626],
    ] as const;
    for (const [x, y] of table) expect(Math.abs(erf(x) - y)).toBeLessThan(2e-15);
  });

  test("is continuous where the two formulas meet", () => {
    expect(erf(2.5) - erf(2.5 - 1e-12)).toBeLessThan(1e-14);
  });
});
