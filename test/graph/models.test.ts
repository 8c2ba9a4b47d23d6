import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { Builder } from "../../src/graph/builder.js";
import { numbers } from "../../src/graph/constants.js";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import { elementCount } from "../../src/graph/tensor.js";
import type { Dim, Graph, Value } from "../../src/graph/types.js";
import { upgrade } from "../../src/graph/upgrade.js";
import { checkWeights } from "../../src/graph/weights.js";
import { write } from "../../src/graph/write.js";
import { describeWithData } from "../data.js";
import { tensorOf } from "./archive.js";
import { evaluate } from "./evaluate.js";
import { floats, ramp, run } from "./runtime.js";

/** The input of a network's pictures, with H and W chosen where they are open. */
function picture(graph: Graph): { shape: number[]; sizes: Record<string, number> } {
  const input = graph.inputs[0] as Value;
  const sizes = { N: 1, H: 120, W: 99 };
  return { shape: (input.type.shape ?? []).map((dim) => evaluate(dim, sizes) as number), sizes };
}

/** What the outputs are inferred to be when every node is inferred anew, without what the file declares. */
function inferred(graph: Graph): (readonly Dim[] | null)[] {
  const g = new Builder({ ...graph, inputs: [], nodes: [] });
  const map = g.inline(graph, new Map(graph.inputs.map((input) => [input, { ...input }])));
  for (const node of g.nodes) {
    for (const output of node.outputs) {
      expect(output?.type.dtype, `${node.op} ${output?.name}`).toBeTruthy();
      expect(String(output?.type.shape), `${node.op} ${output?.name}`).not.toMatch(/null|[?#]/);
    }
  }
  return graph.outputs.map((output) => map.get(output)?.type.shape ?? null);
}

async function check(file: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(file));
  const graph = read(bytes, file);
  checkWeights(graph);
  const { shape, sizes } = picture(graph);
  const [shapes] = inferred(upgrade(graph));
  const input = ramp(shape);
  const expected = [...(await run(bytes, [input]))];
  expect(shapes?.map((dim) => evaluate(dim, sizes))).toEqual([...(expected[0]?.[1].dims ?? [])]);
  const upgraded = upgrade(graph);
  const simple = simplify(upgraded);
  for (const same of [graph, upgraded, simple])
    expect([...(await run(write(same), [input]))]).toEqual(expected);
  return `${graph.nodes.length} nodes of opset ${graph.opset}, ${simple.nodes.length} simplified`;
}

describeWithData("whole networks", "models", (folder) => {
  test.each(readdirSync(folder))("%s is read, inferred, upgraded, simplified and written", async (name) => {
    console.log(`${name}: ${await check(join(folder, name, "onnx/model.onnx"))}`);
  });
});

describeWithData("whole architectures", "onnx/light", (folder) => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".onnx"));
  test.each(files)("%s is read, inferred, upgraded, simplified and written", async (name) => {
    console.log(`${name}: ${await check(join(folder, name))}`);
  });

  test.each(files)("%s gives what ONNX's reference evaluator gives", async (name) => {
    const graph = simplify(upgrade(read(new Uint8Array(readFileSync(join(folder, name))), name)));
    const dims = graph.inputs[0]?.type.shape as number[];
    const size = elementCount(dims);
    // The input that ONNX's own test of these files generates.
    const input = new Tensor(
      "float32",
      Float32Array.from({ length: size }, (_, i) => i / size),
      dims,
    );
    const expected = tensorOf(readFileSync(join(folder, name.replace(/\.onnx$/, "_output_0.pb"))));
    const [output] = [...(await run(write(graph), [input])).values()];
    expect(output?.dims).toEqual(expected.dims);
    const values = floats(output);
    for (const [i, want] of numbers(expected).entries()) expect(values[i]).toBeCloseTo(want, 6);
  });
});
