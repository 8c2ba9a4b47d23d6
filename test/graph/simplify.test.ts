import { expect, test } from "vitest";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import { write } from "../../src/graph/write.js";
import { describeWithData } from "../data.js";
import { cases, tensorOf, unpack, verdicts } from "./archive.js";
import { fed, run } from "./runtime.js";

describeWithData("simplify on the ONNX node tests", "onnx/node_tests.tgz", (path) => {
  test("changes no bit of any output", async () => {
    const files = unpack(path);
    const verdict = verdicts(files);
    let before = 0;
    let after = 0;
    let changed = 0;
    for (const { name, model, inputs } of cases(files)) {
      if (verdict.get(name) !== "pass") continue;
      const graph = read(model, name);
      const simple = simplify(graph);
      if (simple.nodes.length === graph.nodes.length) continue;
      const tensors = inputs.map((bytes) => fed(tensorOf(bytes))).filter((tensor) => tensor !== null);
      before += graph.nodes.length;
      after += simple.nodes.length;
      changed++;
      expect([...(await run(write(simple), tensors))], name).toEqual([...(await run(model, tensors))]);
    }
    console.log(`simplify: ${changed} node tests with ${before} nodes now have ${after}, bit-identical`);
    expect(changed).toBeGreaterThan(100);
  });
});
