import fc from "fast-check";
import { expect, test } from "vitest";
import { int, ints, string } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import type { Attributes, Dim, Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { evaluate } from "./evaluate.js";
import { ramp, run } from "./runtime.js";

/** A kernel that moves over one or two axes, in every way that ONNX knows. */
const window = fc.integer({ min: 1, max: 2 }).chain((rank) => {
  const each = (min: number, max: number): fc.Arbitrary<number[]> =>
    fc.array(fc.integer({ min, max }), { minLength: rank, maxLength: rank });
  return fc.record({
    op: fc.constantFrom("Conv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool"),
    sizes: each(4, 13),
    kernel: each(1, 4),
    strides: each(1, 4),
    dilations: each(1, 2),
    begins: each(0, 1),
    ends: each(0, 1),
    ceil: fc.boolean(),
    autoPad: fc.constantFrom("NOTSET", "NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"),
  });
});
type Window = typeof window extends fc.Arbitrary<infer T> ? T : never;

function build(
  g: Builder,
  x: Value,
  { op, kernel, strides, dilations, begins, ends, ceil, autoPad }: Window,
): Value {
  const pads = autoPad === "NOTSET" ? { pads: ints([...begins, ...ends]) } : { auto_pad: string(autoPad) };
  const attributes: Attributes = { strides: ints(strides), dilations: ints(dilations), ...pads };
  const weights = (): Value =>
    g.floats(new Float32Array(kernel.reduce((a, b) => a * b, 2)), [1, 2, ...kernel]);
  if (op === "Conv") return g.op(op, [x, weights()], attributes);
  if (op === "ConvTranspose") {
    return g.op(
      op,
      [x, g.floats(new Float32Array(kernel.reduce((a, b) => a * b, 2)), [2, 1, ...kernel])],
      attributes,
    );
  }
  return g.op(op, [x], { ...attributes, kernel_shape: ints(kernel), ceil_mode: int(ceil ? 1 : 0) });
}

/** The shape by inference from symbols, and what is computed. */
async function shapes(config: Window): Promise<[inferred: unknown, actual: unknown] | null> {
  const names = ["H", "W"].slice(0, config.sizes.length);
  const values = Object.fromEntries(names.map((name, i) => [name, config.sizes[i] ?? 0]));
  const g = new Builder(22);
  let y: Value;
  try {
    y = build(g, g.input("x", "float32", [1, 2, ...names] as Dim[]), config);
  } catch {
    return null;
  }
  const h = new Builder(22);
  const dims = [1, 2, ...config.sizes];
  try {
    const output = build(h, h.input("x", "float32", dims), config);
    const [result] = (await run(write(h.graph([output])), [ramp(dims)])).values();
    const inferred = y.type.shape?.map((dim, i) => evaluate(dim, values) ?? result?.dims[i]);
    expect(output.type.shape?.map((dim, i) => (typeof dim === "number" ? dim : result?.dims[i]))).toEqual(
      result?.dims,
    );
    return [inferred, result?.dims];
  } catch (error) {
    if (error instanceof Error && error.name === "AssertionError") throw error;
    return null;
  }
}

test("windows end where ONNX Runtime ends them", async () => {
  let compared = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(window, async (config) => {
      const both = await shapes(config);
      if (!both) refused++;
      else {
        compared++;
        expect(both[0]).toEqual(both[1]);
      }
    }),
    { numRuns: 600, seed: 2 },
  );
  console.log(`windows: ${compared} configurations, ${refused} that do not run`);
  expect(compared).toBeGreaterThan(400);
});
