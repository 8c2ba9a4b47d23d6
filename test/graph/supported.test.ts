import { describe, expect, test } from "vitest";
import { graphAttribute, int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { checkSupported } from "../../src/graph/supported.js";
import type { Graph, Value } from "../../src/graph/types.js";

/** A graph whose output is what `make` makes of x. */
function graphOf(make: (g: Builder, x: Value) => Value): Graph {
  const g = new Builder(18);
  return g.graph([make(g, g.input("x", "float32", [2, 3, 8, 8]))]);
}

const body = graphOf((g, x) => g.op("Identity", [x]));
const statistics = (g: Builder): Value[] => [0, 1, 2, 3].map(() => g.floats([1, 1, 1]));

describe("what is not run", () => {
  test.each<[string, Graph, RegExp]>([
    [
      "an operator of ONNX Runtime's own",
      graphOf((g, x) => g.op("Gelu", [x], {}, { domain: "com.microsoft", name: "act" })),
      /^operator com\.microsoft\.Gelu \(node "act"\) is not supported: .*before it was optimized/,
    ],
    [
      "a custom operator or a function",
      graphOf((g, x) => g.op("aten_conv", [x], {}, { domain: "pkg.onnxscript.torch_lib" })),
      /pkg\.onnxscript\.torch_lib\.aten_conv .*inline_local_functions/,
    ],
    [
      "Loop",
      graphOf((g, x) => g.op("Loop", [null, null, x], { body: graphAttribute(body) })),
      /operator Loop .*unrolled/,
    ],
    [
      "Scan",
      graphOf((g, x) => g.op("Scan", [x], { body: graphAttribute(body), num_scan_inputs: int(1) })),
      /operator Scan/,
    ],
    [
      "a Loop in a branch",
      graphOf((g, x) => {
        const inner = graphOf((b, y) => b.op("Loop", [null, null, y], { body: graphAttribute(body) }));
        const branch = graphAttribute(inner);
        return g.op("If", [x], { then_branch: branch, else_branch: branch });
      }),
      /operator Loop/,
    ],
    [
      "statistics that are left out",
      graphOf((g, x) => g.op("BatchNormalization", [x, ...statistics(g)], { training_mode: int(1) })),
      /operator BatchNormalization .* training mode/,
    ],
    [
      "another number of pieces",
      graphOf((g, x) => g.op("Split", [x], { num_outputs: int(2) })),
      /makes 2 pieces and has 1 outputs/,
    ],
    [
      "a window of billions",
      graphOf((g, x) =>
        g.op("MaxPool", [x], { kernel_shape: ints([2 ** 32, 2]), auto_pad: string("SAME_UPPER") }),
      ),
      /operator MaxPool .*kernel_shape of 4294967296/,
    ],
    [
      "a shape of billions of axes",
      graphOf((g, x) => g.op("Reshape", [x, g.input("shape", "int64", [2 ** 32])])),
      /operator Reshape .*its input 1 has 4294967296 entries/,
    ],
    [
      "scales in a cube",
      graphOf((g, x) => g.op("Resize", [x, null, g.input("scales", "float32", [3, 4, 5])])),
      /operator Resize .*\[3,4,5\], which is no list/,
    ],
  ])("%s is refused by name", (_, graph, message) => {
    expect(() => checkSupported(graph)).toThrow(message);
  });

  test("is let be where it leads to no output", () => {
    const g = new Builder(18);
    const x = g.input("x", "float32", [1]);
    g.op("Odd", [x], {}, { domain: "com.example" });
    const graph = g.graph([g.op("Relu", [x])]);
    expect(() => checkSupported({ ...graph, nodes: g.nodes })).not.toThrow();
  });
});
