import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { norms } from "../../src/attack/norm.js";
import { differentiate } from "../../src/gradient/differentiate.js";
import type { Rules } from "../../src/gradient/rule.js";
import { rules } from "../../src/gradient/rules/index.js";
import { type Tensor, tensor } from "../../src/graph/tensor.js";
import type { Value } from "../../src/graph/types.js";
import { write } from "../../src/graph/write.js";
import { nodeBackend } from "../../src/node/backend.js";
import { channelMeans, weightedSum } from "../../src/saliency/grad-cam.js";
import { guidedRules } from "../../src/saliency/guided-backprop.js";
import { midpoint } from "../../src/saliency/integrated-gradients.js";
import { describeWithData } from "../data.js";
import { type NetworkOfCase, type Numbers, networkOf } from "./network.js";

// Numbers that stand in the tests of captum, PAIR's saliency and others, or follow from models of theirs.

interface Case {
  readonly name: string;
  readonly method: string;
  readonly model: NetworkOfCase;
  readonly input: Numbers;
  /** All inputs by name, where there are several. */
  readonly inputs?: Readonly<Record<string, Numbers>>;
  readonly target: number | null;
  readonly options: {
    readonly layer?: string;
    readonly neuron?: number;
    readonly abs?: boolean;
    readonly relu?: boolean;
    readonly n_steps?: number;
    readonly epsilon?: number;
    readonly loss?: string;
    readonly radius?: number;
    readonly step_size?: number;
    readonly steps?: number;
  };
  readonly expected: Numbers;
  /** Of all inputs, where there are several. */
  readonly expecteds?: Readonly<Record<string, Numbers>>;
  readonly tolerance: { readonly abs: number };
}

const backend = nodeBackend({ threads: 1 });
afterAll(() => backend.close());

interface Asked {
  readonly of?: string;
  readonly wrt?: string;
  readonly rules?: Rules;
  /** Whether the output is wanted too. */
  readonly output?: boolean;
  /** What the inputs are multiplied by. */
  readonly scale?: number;
}

const tensorOf = ({ shape, data }: Numbers, scale = 1): Tensor =>
  tensor(
    Float32Array.from(data, (value) => scale * value),
    shape,
  );

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

async function ask({ model, input, inputs = {}, target, options }: Case, asked: Asked = {}) {
  const given = model.inputs.map((name) => [name, inputs[name] ?? input] as const);
  const { graph, values } = networkOf(
    model,
    given.map(([, { shape }]) => shape),
  );
  const at = (name: string): Value => values.get(name) as Value;
  const [of, wrt] = [at(asked.of ?? model.output), at(asked.wrt ?? model.inputs[0] ?? "")];
  const outputs = [
    ...(asked.wrt && !model.inputs.includes(asked.wrt) ? [wrt] : []),
    ...(asked.output ? [of] : []),
  ];
  const both = differentiate({ ...graph, outputs }, { of, wrt, rules: asked.rules ?? rules });
  const session = await backend.create({ graph: write(both), weights: null });
  const seed = seedFor(of, asked.of ? (options.neuron ?? null) : target);
  const feeds = Object.fromEntries(given.map(([name, numbers]) => [name, tensorOf(numbers, asked.scale)]));
  const results = await session.run({ ...feeds, seed });
  await session.release();
  const [slope = [], point = input.data] = both.outputs
    .map(({ name }) => Array.from(results[name]?.data ?? [], Number))
    .reverse();
  const { dims = [] } = results[both.outputs.at(-1)?.name ?? ""] ?? {};
  return { point, slope, dims, output: asked.output ? point : [] };
}

const relu = (of: Rules["Relu"]): Rules => ({ ...rules, Relu: of as Rules[string] });
const deconvolution = relu((g, dy) => [g.op("Relu", [dy])]);

/** The gradient of the loss that a case names: −log of the output itself, or the cross-entropy of the outputs as scores. */
async function lossGradient(asked: Case): Promise<number[]> {
  const { target, loss } = { target: asked.target ?? 0, loss: asked.options.loss ?? "" };
  const own = await ask(asked, { output: true });
  if (loss.startsWith("-log")) return own.slope.map((slope) => -slope / (own.output[target] ?? Number.NaN));
  // Σ P_k (∂S_k − ∂S_t), so that scores that change alike cancel exactly.
  const powers = own.output.map((score) => Math.exp(score - Math.max(...own.output)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const slopes = await Promise.all(powers.map(async (_, k) => (await ask({ ...asked, target: k })).slope));
  return own.slope.map((slope, i) =>
    powers.reduce((sum, power, k) => sum + (power / total) * ((slopes[k]?.[i] ?? 0) - slope), 0),
  );
}

/** Steps up the loss, held in a ball of L∞. */
async function attacked(asked: Case, { rate, radius, steps }: Readonly<Record<string, number>>) {
  const { data, shape } = asked.input;
  let change = new Float32Array(data.length);
  for (let step = 0; step < (steps ?? 0); step++) {
    const moved = { shape, data: data.map((value, i) => value + (change[i] ?? 0)) };
    const slope = await lossGradient({ ...asked, input: moved });
    const way = norms.linf.steepest(Float32Array.from(slope), rate ?? 0);
    change = norms.linf.project(
      change.map((value, i) => value + (way[i] ?? 0)),
      radius ?? 0,
    ) as typeof change;
  }
  return data.map((value, i) => value + (change[i] ?? 0));
}

const methods: Readonly<Record<string, (asked: Case) => Promise<readonly number[]>>> = {
  gradient: async (asked) => (await ask(asked)).slope,
  saliency: async (asked) => (await ask(asked)).slope.map(Math.abs),
  input_x_gradient: async (asked) => {
    const { point, slope } = await ask(asked);
    return slope.map((each, i) => each * (point[i] ?? 0));
  },
  guided_backprop: async (asked) => (await ask(asked, { rules: guidedRules })).slope,
  deconvolution: async (asked) => (await ask(asked, { rules: deconvolution })).slope,
  layer_gradient_x_activation: async (asked) => {
    const { point, slope } = await ask(asked, { wrt: asked.options.layer ?? "" });
    return slope.map((each, i) => each * (point[i] ?? 0));
  },
  integrated_gradients: async (asked) => {
    const { n_steps: steps = 0 } = asked.options;
    const paths = Object.entries(asked.inputs ?? {}).map(async ([wrt, { data }]) => {
      const points = Array.from({ length: steps }, (_, i) => midpoint(i, steps));
      const slopes = await Promise.all(points.map(async (scale) => (await ask(asked, { wrt, scale })).slope));
      return data.map((x, i) => (x * slopes.reduce((sum, slope) => sum + (slope[i] ?? 0), 0)) / steps);
    });
    return (await Promise.all(paths)).flat();
  },
  grad_cam: async (asked) => {
    const { point, slope, dims: shape } = await ask(asked, { wrt: asked.options.layer ?? "" });
    const [activation, gradient] = [tensorOf({ shape, data: point }), tensorOf({ shape, data: slope })];
    const cam = Array.from(weightedSum(activation, gradient).data);
    return asked.options.relu ? cam.map((value) => Math.max(0, value)) : cam;
  },
  grad_cam_from_activations: async ({ inputs = {} }) => {
    const { activations, gradients } = inputs as Record<"activations" | "gradients", Numbers>;
    const cam = weightedSum(tensorOf(activations), tensorOf(gradients)).data;
    return Array.from(cam, (value) => Math.max(0, value) / Math.max(...cam));
  },
  grad_cam_weights: async ({ inputs = {} }) => channelMeans(tensorOf(inputs.gradients as Numbers)),
  fgsm: async (asked) => attacked(asked, { rate: asked.options.epsilon ?? 0, radius: 1, steps: 1 }),
  pgd: async (asked) => {
    const { step_size: rate = 0, radius = 0, steps = 0 } = asked.options;
    return attacked(asked, { rate, radius, steps });
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
    const expected = Object.values(asked.expecteds ?? { only: asked.expected }).flatMap(({ data }) => data);
    expect(found).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) {
      expect(Math.abs((found?.[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(asked.tolerance.abs);
    }
  });

  it(`are ${known.length} of ${cases.length} that this version has methods for`, () => {
    expect(known.length).toBeGreaterThanOrEqual(17);
  });

  it.skip.each(others.map(({ name, method }) => [name, method]))("%s (no method %s)", () => {});
});
