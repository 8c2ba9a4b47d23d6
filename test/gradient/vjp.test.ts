import { describe, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { rules } from "../../src/gradient/rules/index.js";
import { vjp } from "../../src/gradient/vjp.js";
import { graphAttribute, int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { feed, gradients, slopes } from "./run.js";

const x = feed([1, 2, 3]);

describe("what arrives at a value is added up", () => {
  test("from two consumers", () => {
    expect(slopes([x], (g, x) => g.op("Add", [g.op("Mul", [x, x]), g.op("Neg", [x])]))).toEqual([[1, 3, 5]]);
  });

  test("from one consumer that reads it twice", () => {
    expect(slopes([x], (g, x) => g.op("Concat", [x, x], { axis: int(0) }), [1, 2, 3, 10, 20, 30])).toEqual([
      [11, 22, 33],
    ]);
  });

  test("through a diamond, each path once", () => {
    const diamond = slopes([x], (g, x) => {
      const a = g.op("Mul", [x, g.floats([2, 2, 2])]);
      return g.op("Mul", [g.op("Mul", [a, a]), a]);
    });
    expect(diamond).toEqual([[24, 96, 216]]);
  });

  test("from two outputs of one node", () => {
    const sum = slopes([feed([1, 2, 3, 4])], (g, x) => {
      const [a = null, b = null] = g.node("Split", [x], { num_outputs: int(2) }, { outputs: ["a", "b"] });
      return g.op("Mul", [a, b]);
    });
    expect(sum).toEqual([[3, 4, 1, 2]]);
  });
});

describe("what leads nowhere is left alone", () => {
  test("a dead branch adds nothing and needs no rule", () => {
    const live = slopes([x], (g, x) => {
      g.op("Strange", [x]);
      return g.op("Neg", [x]);
    });
    expect(live).toEqual([[-1, -1, -1]]);
  });

  test("an output that nothing reads counts as zero", () => {
    const first = slopes([feed([1, 2, 3, 4])], (g, x) => {
      return g.node("Split", [x], { num_outputs: int(2) }, { outputs: ["a", "b"] })[0] ?? x;
    });
    expect(first).toEqual([[1, 1, 0, 0]]);
  });

  test("an input that is not reached has no gradient", () => {
    expect(slopes([x, x], (g, x) => g.op("Neg", [x]))).toEqual([[-1, -1, -1], null]);
  });

  test("nodes before the differentiated value need no rule", () => {
    const g = new Builder(18);
    const y = g.op("Strange", [g.input("x", "float32", [2])], {}, { domain: "com.example" });
    const z = g.op("Neg", [y]);
    expect(vjp(g, z, g.input("seed", "float32", [2]), [y], rules)).not.toContain(null);
  });

  test("a shape, a comparison and an index pass nothing on", () => {
    const sum = slopes([x], (g, x) => {
      const shape = g.op("Shape", [x]);
      const zeros = g.op("ConstantOfShape", [shape]);
      const size = g.op("Cast", [shape], { to: int(1) });
      const best = g.op("Cast", [g.op("ArgMax", [x])], { to: int(1) });
      const mask = g.op("Cast", [g.op("Greater", [x, zeros])], { to: int(1) });
      return [zeros, size, best, mask].reduce((sum, term) => g.op("Add", [sum, term]), x);
    });
    expect(sum).toEqual([[1, 1, 1]]);
  });
});

describe("any value can be asked for", () => {
  test("one in the middle, the input before it, and both twice", () => {
    const found = slopes([x], (g, x) => {
      const y = g.op("Neg", [x]);
      return [g.op("Mul", [y, y]), y, x, y, x];
    });
    expect(found).toEqual([
      [-2, -4, -6],
      [2, 4, 6],
      [-2, -4, -6],
      [2, 4, 6],
    ]);
  });

  test("the objective itself, whose gradient is the seed", () => {
    expect(
      slopes(
        [x],
        (g, x) => {
          const y = g.op("Neg", [x]);
          return [y, y];
        },
        [7, 8, 9],
      ),
    ).toEqual([[7, 8, 9]]);
    expect(slopes([x], (_, x) => [x, x], [7, 8, 9])).toEqual([[7, 8, 9]]);
  });

  test("a constant", () => {
    const found = slopes([x], (g, x) => {
      const w = g.floats([4, 5, 6]);
      return [g.op("ReduceSum", [g.op("Mul", [x, w])], { keepdims: int(0) }), w];
    });
    expect(found).toEqual([[1, 2, 3]]);
  });
});

describe("broadcasting is undone", () => {
  const wide = feed([1, 2, 3, 4, 5, 6], [2, 3]);
  const row = feed([10, 20, 30], [1, 3]);
  const cases = {
    "with sizes known": [wide.dims, row.dims],
    "with the sizes as symbols": [
      ["rows", "columns"],
      ["one", "columns"],
    ],
    "with a symbol in one place": [
      ["rows", 3],
      [1, 3],
    ],
    "with no rank known": [null, null],
    "with one rank known": [wide.dims, null],
  } as const;
  for (const [name, [a, b]] of Object.entries(cases)) {
    test(name, () => {
      const found = gradients(
        [
          { ...wide, declared: a },
          { ...row, declared: b },
        ],
        (g, a, b) => g.op("Mul", [a, b]),
      );
      expect(found.map((dx) => dx && [dx.dims, Array.from(dx.data)])).toEqual([
        [
          [2, 3],
          [10, 20, 30, 10, 20, 30],
        ],
        [
          [1, 3],
          [5, 7, 9],
        ],
      ]);
    });
  }

  test("down to rank 0", () => {
    for (const declared of [[], null]) {
      const [, scalar] = gradients([wide, { ...feed([2], []), declared }], (g, a, b) => g.op("Mul", [a, b]));
      expect(scalar).toMatchObject({ dims: [], data: Float64Array.of(21) });
    }
  });

  test("of equal shapes whose symbols differ nothing is summed", () => {
    const [, b] = gradients(
      [
        { ...wide, declared: ["n", 3] },
        { ...wide, declared: ["m", 3] },
      ],
      (g, a, b) => g.op("Add", [a, b]),
    );
    expect(b).toMatchObject({ dims: [2, 3], data: Float64Array.of(1, 1, 1, 1, 1, 1) });
  });
});

describe("what cannot be differentiated is named", () => {
  const asked = (make: (g: Builder) => void) => (): void => make(new Builder(18));

  test("an operator without a rule", () => {
    const run = asked((g) => {
      const x = g.input("x", "float32", [2]);
      vjp(g, g.op("Strange", [x], {}, { name: "odd", domain: "com.example" }), x, [x], rules);
    });
    expect(run).toThrow(/node "odd": operator Strange \(com.example, opset 18\) has no gradient rule/);
    expect(run).toThrow(RegardError);
  });

  test("a node without a name, by what it gives", () => {
    const run = asked((g) => {
      const x = g.input("x", "float32", [2]);
      vjp(g, g.op("Hardmax", [x], {}, { outputs: ["choice"] }), x, [x], rules);
    });
    expect(run).toThrow(/node "choice": operator Hardmax \(ai.onnx, opset 18\) has no gradient rule/);
  });

  test("the name of an operator is not looked up in Object.prototype", () => {
    const run = asked((g) => {
      const x = g.input("x", "float32", [2]);
      vjp(g, g.op("toString", [x]), x, [x], rules);
    });
    expect(run).toThrow(/operator toString .* has no gradient rule/);
  });

  test("a subgraph that reads what is differentiated", () => {
    const run = asked((g) => {
      const x = g.input("x", "float32", [2]);
      const inner = new Builder(18);
      const branch = graphAttribute(inner.graph([inner.op("Neg", [x])]));
      const condition = g.input("condition", "bool", []);
      const y = g.op("If", [condition], { then_branch: branch, else_branch: branch }, { name: "fork" });
      vjp(g, y, x, [x], { ...rules, If: () => [] });
    });
    expect(run).toThrow(/node "fork": the subgraph of If reads "x"/);
  });

  test("a rule that answers in another shape or element type", () => {
    const wrong = (dims: readonly number[], dtype: "float32" | "float16" = "float32") =>
      asked((g) => {
        const x = g.input("x", "float32", [2, 3]);
        const y = g.op("Neg", [x], {}, { name: "minus" });
        vjp(g, y, x, [x], { ...rules, Neg: (g) => [g.floats(new Float32Array(6), dims, dtype)] });
      });
    expect(wrong([6])).toThrow(
      /node "minus": the rule of Neg gave float32 \[6\] as the gradient of "x", which is float32 \[2,3\]/,
    );
    expect(wrong([2, 3], "float16")).toThrow(/gave float16 \[2,3\]/);
    expect(wrong([2, 3])).not.toThrow();
  });

  test("a graph from before opset 18", () => {
    const g = new Builder(17);
    const x = g.input("x", "float32", [2]);
    expect(() => vjp(g, g.op("Neg", [x]), x, [x], rules)).toThrow(/opset 17; upgrade it first/);
  });
});

test("another set of rules is passed, not registered", () => {
  const doubled = { ...rules, Neg: ((g, dy) => [g.op("Add", [dy, dy])]) satisfies (typeof rules)["Neg"] };
  expect(slopes([x], (g, x) => g.op("Neg", [x]), null, doubled)).toEqual([[2, 2, 2]]);
});

test("scalars take the element type of what they meet", () => {
  const g = new Builder(18);
  const x = g.input("x", "float16", ["batch", 3]);
  const y = g.op("Softmax", [g.op("Elu", [g.op("Pow", [x, g.floats([3], [], "float16")])])]);
  const [gradient] = vjp(g, g.op("ReduceSum", [y]), g.input("seed", "float16", [1, 1]), [x], rules);
  expect(gradient?.type).toMatchObject({ dtype: "float16", shape: ["batch", 3] });
  const floats = g.nodes.flatMap((node) => node.inputs).filter((value) => value?.type.dtype === "float32");
  expect(floats).toEqual([]);
});
