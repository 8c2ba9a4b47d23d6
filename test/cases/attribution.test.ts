import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { differentiate } from "../../src/gradient/differentiate.js";
import type { Rules } from "../../src/gradient/rule.js";
import { rules } from "../../src/gradient/rules/index.js";
import { type Tensor, tensor } from "../../src/graph/tensor.js";
import type { Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { nodeBackend } from "../../src/node/backend.js";
import { describeWithData } from "../data.js";
import { type NetworkOfCase, type Numbers, networkOf } from "./network.js";

// Numbers that stand in the tests of captum, PAIR's saliency and others, or follow from models of theirs.

interface Case {
  readonly name: string;
  readonly method: string;
  readonly model: NetworkOfCase;
  readonly input: Numbers;
  readonly target: number | null;
  readonly options: { readonly layer?: string; readonly neuron?: number; readonly abs?: boolean };
  readonly expected: Numbers;
  readonly tolerance: { readonly abs: number };
}

const backend = nodeBackend({ threads: 1 });
afterAll(() => backend.close());

interface Asked {
  readonly of?: string;
  readonly wrt?: string;
  readonly rules?: Rules;
}

/** The seed's direction: one class (or neuron) of each row, or everything. */
function seedFor({ type: { shape } }: Value, chosen: number | null): Tensor {
  const dims = (shape ?? []).map(Number);
  const data = new Float32Array(dims.reduce((size, dim) => size * dim, 1));
  const columns = dims[1] ?? 1;
  return tensor(
    data.map((_, i) => (chosen === null || i % columns === chosen ? 1 : 0)),
    dims,
  );
}

async function ask({ model, input, target, options }: Case, asked: Asked = {}) {
  const { graph, values } = networkOf(model, [input.shape]);
  const at = (name: string): Value => values.get(name) as Value;
  const [of, wrt] = [at(asked.of ?? model.output), at(asked.wrt ?? model.inputs[0] ?? "")];
  const outputs = asked.wrt ? [wrt] : [];
  const both = differentiate({ ...graph, outputs }, { of, wrt, rules: asked.rules ?? rules });
  const session = await backend.create({ graph: write(both), weights: null });
  const seed = seedFor(of, asked.of ? (options.neuron ?? null) : target);
  const x = tensor(Float32Array.from(input.data), input.shape);
  const results = await session.run({ [model.inputs[0] ?? ""]: x, seed });
  await session.release();
  const [slope = [], point = input.data] = both.outputs
    .map(({ name }) => Array.from(results[name]?.data ?? [], Number))
    .reverse();
  return { point, slope };
}

const relu = (of: Rules["Relu"]): Rules => ({ ...rules, Relu: of as Rules[string] });
const guided = relu((g, dy, op) => rules.Relu(g, g.op("Relu", [dy]), op));
const deconvolution = relu((g, dy) => [g.op("Relu", [dy])]);

const methods: Readonly<Record<string, (asked: Case) => Promise<readonly number[]>>> = {
  gradient: async (asked) => (await ask(asked)).slope,
  saliency: async (asked) => (await ask(asked)).slope.map(Math.abs),
  input_x_gradient: async (asked) => {
    const { point, slope } = await ask(asked);
    return slope.map((each, i) => each * (point[i] ?? 0));
  },
  guided_backprop: async (asked) => (await ask(asked, { rules: guided })).slope,
  deconvolution: async (asked) => (await ask(asked, { rules: deconvolution })).slope,
  layer_gradient_x_activation: async (asked) => {
    const { point, slope } = await ask(asked, { wrt: asked.options.layer ?? "" });
    return slope.map((each, i) => each * (point[i] ?? 0));
  },
  neuron_gradient: async (asked) => (await ask(asked, { of: asked.options.layer ?? "" })).slope,
};

describeWithData("published attributions", "cases/attribution.json", (file) => {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };
  const [known, others] = [
    cases.filter(({ method }) => method in methods),
    cases.filter(({ method }) => !(method in methods)),
  ];

  it.each(known.map((each) => [each.name, each] as const))("%s", async (_, asked) => {
    const found = await methods[asked.method]?.(asked);
    expect(found).toHaveLength(asked.expected.data.length);
    for (const [i, value] of asked.expected.data.entries()) {
      expect(Math.abs((found?.[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(asked.tolerance.abs);
    }
  });

  it(`are ${known.length} of ${cases.length} that this version has methods for`, () => {
    expect(known.length).toBeGreaterThanOrEqual(7);
  });

  it.skip.each(others.map(({ name, method }) => [name, method]))("%s (no method %s)", () => {});
});
