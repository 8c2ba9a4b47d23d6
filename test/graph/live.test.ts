import { expect, test } from "vitest";
import { Builder } from "../../src/graph/builder.js";
import { reads } from "../../src/graph/live.js";
import type { Node, Value } from "../../src/graph/types.js";

test("a node reads its inputs and what its subgraphs capture, however much that is", () => {
  const g = new Builder(18);
  const x = g.input("x", "float32", [1]);
  const captured = Array.from({ length: 200_000 }, (_, i): Value => ({ ...x, name: `v${i}` }));
  const y: Value = { ...x, name: "y" };
  const sum: Node = {
    ...{ op: "Sum", domain: "", name: "", attributes: {} },
    ...{ inputs: captured, outputs: [y] },
  };
  const body = { ...new Builder(18).graph([y]), nodes: [sum] };
  const node: Node = {
    ...sum,
    op: "If",
    inputs: [x, null],
    attributes: { then_branch: { kind: "graph", value: body } },
  };
  expect(reads(node)).toEqual([x, ...captured]);
});
