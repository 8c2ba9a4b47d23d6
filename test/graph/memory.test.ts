import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Backend, Program } from "../../src/backend.js";
import { int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { add, ceilDiv, floorDiv, max, min, mul, sub } from "../../src/graph/dim.js";
import { evaluate } from "../../src/graph/evaluate.js";
import { checkMemory, memoryLimit, peakMemory } from "../../src/graph/memory.js";
import type { Dim, Graph } from "../../src/graph/types.js";
import { openProgram, program } from "../../src/program.js";
import { evaluate as independently } from "./evaluate.js";

/** x [batch, 1000] → exp → [batch, 1000] → sum [batch, 1] → its square root. */
function chain(batch: Dim): Graph {
  const g = new Builder(18);
  const x = g.input("x", "float32", [batch, 1000]);
  const exp = g.op("Exp", [x]);
  const sum = g.op("ReduceSum", [exp, g.ints([1])], { keepdims: int(1) });
  return g.graph([g.op("Sqrt", [sum])]);
}

/** Zeros of a shape that a constant spells, summed up. */
function zeros(...shape: number[]): Graph {
  const g = new Builder(18);
  const huge = g.op("ConstantOfShape", [g.ints(shape)], {}, { name: "bomb" });
  return g.graph([g.op("ReduceSum", [huge], { keepdims: int(0) })]);
}

describe("peakMemory", () => {
  test("is what is alive at one time, not what there is in all", () => {
    const { bytes, node } = peakMemory(chain(3));
    // x and exp are there when the sums are.
    expect([bytes, node?.op]).toEqual([4 * (3000 + 3000 + 3), "ReduceSum"]);
    const g = new Builder(18);
    let x = g.input("x", "float16", [100]);
    for (let i = 0; i < 50; i++) x = g.op("Neg", [x]);
    expect(peakMemory(g.graph([x])).bytes).toBe(3 * 200);
  });

  test("takes the sizes of symbols where they are given, and 1 where not", () => {
    const graph = chain("batch");
    expect(peakMemory(graph).bytes).toBe(4 * 2001);
    expect(peakMemory(graph, new Map([["batch", 7]])).bytes).toBe(4 * 7 * 2001);
  });

  test("counts elements narrower than a byte, and a graph without nodes", () => {
    const g = new Builder(21);
    const x = g.input("x", "int4", [5]);
    expect(peakMemory(g.graph([x])).bytes).toBe(3);
    expect(peakMemory(g.graph([g.op("Identity", [x])])).bytes).toBe(6);
  });
});

describe("checkMemory", () => {
  test.each<[string, Graph]>([
    ["zeros", zeros(2 ** 40)],
    ["zeros of a product beyond all numbers", zeros(2 ** 40, 2 ** 40, 2 ** 40)],
    ["zeros just beyond the limit", zeros(memoryLimit / 4 + 1)],
  ])("refuses %s, with the node named", (_, graph) => {
    expect(() => checkMemory(graph)).toThrow(/^operator ConstantOfShape \(node "bomb"\): .* at once/);
    expect(() => program(graph, new Uint8Array())).toThrow(/[GT]iB at once, more than 32 GiB/);
  });

  test.each([
    ["Expand", (g: Builder) => g.op("Expand", [g.scalar(1), g.ints([2 ** 40])])],
    ["Tile", (g: Builder) => g.op("Tile", [g.floats([1]), g.ints([2 ** 40])])],
    [
      "Range",
      (g: Builder) =>
        g.op(
          "Range",
          [0, 2 ** 40, 1].map((at) => g.ints([at], [])),
        ),
    ],
    ["Pad", (g: Builder) => g.op("Pad", [g.floats([1]), g.ints([0, 2 ** 40])])],
    [
      "Resize",
      (g: Builder) => g.op("Resize", [g.floats([1], [1, 1, 1]), null, null, g.ints([1, 1, 2 ** 40])]),
    ],
  ] as const)("refuses a tebibyte of %s", (op, make) => {
    const g = new Builder(18);
    const graph = g.graph([g.op("ReduceSum", [make(g)], { keepdims: int(0) })]);
    expect(() => checkMemory(graph)).toThrow(new RegExp(`^operator ${op} `));
  });

  test("lets a large network be", () => {
    expect(() => checkMemory(zeros(memoryLimit / 4 - 1))).not.toThrow();
  });
});

test("a program is refused before it runs where the sizes that it is fed are too many", async () => {
  let runs = 0;
  const opened: Program[] = [];
  const backend: Backend = {
    name: "a stand-in",
    create: async (made) => {
      opened.push(made);
      return {
        run: async () => ({ runs: { dtype: "int32", dims: [], data: Int32Array.of(++runs) } }),
        release: async () => {},
      };
    },
    close: async () => {},
  };
  const g = new Builder(18);
  const x = g.input("x", "float32", ["n", 1]);
  const table = g.op("Mul", [x, g.op("Transpose", [x])], {}, { name: "table" });
  const session = await openProgram(
    backend,
    g.graph([g.op("ReduceSum", [table], { keepdims: int(0) })]),
    new Uint8Array(),
  );
  const feeds = (n: number) => ({
    x: { dtype: "float32" as const, dims: [n, 1], data: new Float32Array(0) },
  });
  await session.run(feeds(1000));
  await expect(session.run(feeds(200_000))).rejects.toThrow(
    /^operator Mul \(node "table"\): .* 149 GiB at once/,
  );
  await session.run(feeds(1000));
  expect([runs, opened.length]).toEqual([2, 1]);
});

test("a size of symbols comes to what an evaluator says that knows nothing of them", () => {
  const operations = [add, sub, mul, floorDiv, ceilDiv, min, max];
  const sizes = { a: 3, b: 5, c: 17 };
  const leaf: fc.Arbitrary<Dim> = fc.oneof(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 9 }));
  const size = fc
    .array(fc.tuple(fc.constantFrom(...operations), leaf), { maxLength: 5 })
    .chain((steps) =>
      leaf.map((start) => steps.reduce<Dim>((dim, [compute, by]) => compute(dim, by), start)),
    );
  fc.assert(
    fc.property(size, (dim) => {
      const expected = independently(dim, sizes);
      if (expected !== null) expect(evaluate(dim, (name) => sizes[name as "a"])).toBe(expected);
    }),
    { seed: 4, numRuns: 2000 },
  );
});
