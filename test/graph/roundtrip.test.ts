import { expect, test } from "vitest";
import { read } from "../../src/graph/read.js";
import { write } from "../../src/graph/write.js";
import { describeWithData } from "../data.js";
import { type Case, cases, tensorOf, unpack, verdicts } from "./archive.js";
import { fed, type Output, run } from "./runtime.js";

/** `skipped`: onnxruntime-node cannot be fed such inputs. */
type Outcome = "bit-identical" | "rejected by ONNX Runtime" | "skipped";

/** Compares the outputs of a model with those of what was read of it and written again. */
async function outcome({ name, model, inputs }: Case): Promise<Outcome> {
  const graph = read(model, name);
  const written = write(graph);
  if (graph.inputs.some(({ type }) => type.opaque)) return "skipped";
  const tensors = inputs.map((bytes) => fed(tensorOf(bytes))).filter((tensor) => tensor !== null);
  if (tensors.length < inputs.length) return "skipped";
  let expected: Map<string, Output>;
  try {
    expected = await run(model, tensors);
  } catch {
    return "rejected by ONNX Runtime";
  }
  const actual = await run(written, tensors);
  expect([...actual], name).toEqual([...expected]);
  return "bit-identical";
}

async function count(all: readonly Case[]): Promise<Record<Outcome, number>> {
  const counts = { "bit-identical": 0, "rejected by ONNX Runtime": 0, skipped: 0 };
  for (const each of all) counts[await outcome(each)]++;
  return counts;
}

const told = (counts: Record<Outcome, number>): string =>
  Object.entries(counts)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(", ");

describeWithData("round trip of the ONNX node tests", "onnx/node_tests.tgz", (path) => {
  test("gives bit-identical outputs", async () => {
    const files = unpack(path);
    const verdict = verdicts(files);
    const accepted = cases(files).filter(({ name }) => verdict.get(name) === "pass");
    const counts = await count(accepted);
    console.log(`round trip: ${accepted.length} node tests that ONNX Runtime accepts: ${told(counts)}`);
    expect(counts["bit-identical"]).toBeGreaterThanOrEqual(2117);
    expect(counts["rejected by ONNX Runtime"]).toBe(0);
  });
});

describeWithData("round trip of the ONNX model tests", "onnx/model_tests.tgz", (path) => {
  test("gives bit-identical outputs", async () => {
    const all = cases(unpack(path));
    const counts = await count(all);
    console.log(`round trip: ${all.length} model tests: ${told(counts)}`);
    expect(counts["bit-identical"]).toBeGreaterThanOrEqual(97);
  });
});
