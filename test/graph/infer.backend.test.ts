import { expect, test } from "vitest";
import { Builder } from "../../src/graph/builder.js";
import { constantValue, numbers } from "../../src/graph/constants.js";
import { read } from "../../src/graph/read.js";
import type { Constant } from "../../src/graph/tensor.js";
import type { Dim, Graph, Value } from "../../src/graph/types.js";
import { describeWithData } from "../data.js";
import { type Case, cases, tensorOf, unpack, verdicts } from "./archive.js";
import { evaluate } from "./evaluate.js";

/** How the inputs of a test are given to inference. */
type Given = "sizes" | "contents" | "symbols";

interface Known {
  readonly outputs: readonly Value[];
  readonly sizes: Readonly<Record<string, number>>;
}

/** Infers a graph anew; with "contents", inputs after the first are constants; with "symbols", also no size is a number. */
function inferred(graph: Graph, inputs: readonly Constant[], given: Given): Known {
  const g = new Builder({ ...graph, inputs: [], nodes: [] });
  const sizes: Record<string, number> = {};
  const replace = new Map<Value, Value>();
  for (const [i, value] of graph.inputs.entries()) {
    const input = inputs[i] as Constant;
    if (given !== "sizes" && i > 0) {
      replace.set(value, constantValue(input, value.name));
      continue;
    }
    const shape = input.dims.map((size, axis): Dim => {
      if (given !== "symbols") return size;
      sizes[`d${axis}`] = size;
      return `d${axis}`;
    });
    replace.set(value, g.input(value.name, input.dtype, shape));
  }
  const map = g.inline(graph, replace);
  return { outputs: graph.outputs.map((output) => map.get(output) ?? output), sizes };
}

/** Compares what is known of an output with what it is; gives how many of its sizes are known. */
function compare(name: string, value: Value, actual: Constant, sizes: Known["sizes"]): number {
  const { dtype, shape } = value.type;
  if (dtype !== null) expect(dtype, name).toBe(actual.dtype);
  if (!shape) return 0;
  const evaluated = shape.map((dim) => evaluate(dim, sizes));
  expect(evaluated.length, `${name}: rank`).toBe(actual.dims.length);
  expect(
    evaluated.map((size, axis) => size ?? actual.dims[axis]),
    `${name}: [${shape}]`,
  ).toEqual([...actual.dims]);
  const elements = value.elements?.map((element) => evaluate(element, sizes));
  if (elements) {
    const content = [...numbers(actual)];
    expect(
      elements.map((element, i) => element ?? content[i]),
      `${name}: ${value.elements}`,
    ).toEqual(content);
  }
  return evaluated.filter((size) => size !== null).length;
}

const isTensor = ({ type }: Value): boolean => type.opaque === null;

describeWithData("inference on the ONNX node tests", "onnx/node_tests.tgz", (path) => {
  const files = unpack(path);
  const verdict = verdicts(files);
  const tensors = (each: Case): boolean => {
    const graph = read(each.model);
    return graph.opset >= 7 && [...graph.inputs, ...graph.outputs].every(isTensor);
  };
  const accepted = cases(files).filter((each) => verdict.get(each.name) === "pass" && tensors(each));

  test.each([
    ["sizes", 4535],
    ["contents", 6153],
    ["symbols", 6083],
  ] as const)("is right, given the inputs' %s", (given, least) => {
    let known = 0;
    let all = 0;
    for (const { name, model, inputs, outputs } of accepted) {
      const { outputs: values, sizes } = inferred(read(model, name), inputs.map(tensorOf), given);
      for (const [i, bytes] of outputs.entries()) {
        const actual = tensorOf(bytes);
        known += compare(name, values[i] as Value, actual, sizes);
        all += actual.dims.length;
      }
    }
    console.log(
      `inference: ${accepted.length} node tests, given ${given}: ${known} of ${all} sizes known and right`,
    );
    expect(known).toBeGreaterThanOrEqual(least);
  });
});
