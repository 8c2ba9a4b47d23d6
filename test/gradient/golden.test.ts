import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { differentiate } from "../../src/gradient/differentiate.js";
import { read } from "../../src/graph/read.js";
import { simplify } from "../../src/graph/simplify.js";
import { upgrade } from "../../src/graph/upgrade.js";
import { write } from "../../src/graph/write.js";
import { readNpyFloats } from "../../src/image/npy.js";
import { data, describeWithData } from "../data.js";

// The gradient of a network of ReLUs and maxima jumps where a unit is at its kink. In each picture some unit is at it to
// the last digit of float32, and the order of additions (the CPU, the runtime, PyTorch's own choice of algorithm) decides
// its side. So the gradient is PyTorch's at the picture itself or at one that is brighter or darker by a millionth, which
// no float32 sum can tell apart. Scaling keeps equal windows equal, as noise would not.

interface Golden {
  readonly image: string;
  readonly target: number;
  readonly input: string;
  readonly logits: string;
  readonly gradient: string;
}

interface Arrays {
  readonly dims: readonly number[];
  readonly target: number;
  readonly input: Float32Array;
  readonly logits: Float32Array;
  readonly gradient: Float32Array;
}

/** Of the largest value that PyTorch has. */
const tolerance = 1e-5;
const brightnesses = Array.from({ length: 49 }, (_, i) => 1 + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 2 ** -23);

/**
 * Pictures with windows that would all tie in exact arithmetic, by the largest deviation allowed: 01_quail has 500 of
 * them at one layer, and PyTorch deviates from its own result by 0.01 if told to pad first and by 0.07 in float64.
 */
const tied: Readonly<Record<string, number>> = { "images/seed/01_quail.png": 0.02 };

const largest = (values: Float32Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** The largest difference, as a part of the largest value expected. */
function deviation(found: Float32Array, expected: Float32Array): number {
  expect(found.length).toBe(expected.length);
  return largest(found.map((x, i) => x - (expected[i] ?? Number.NaN))) / largest(expected);
}

function load(folder: string, golden: Golden): Arrays {
  const array = (name: string) => readNpyFloats(readFileSync(join(folder, name)), name);
  const input = array(golden.input);
  return {
    dims: input.dims,
    target: golden.target,
    input: input.data,
    logits: array(golden.logits).data,
    gradient: array(golden.gradient).data,
  };
}

interface Answer {
  readonly logits: Float32Array;
  readonly gradient: Float32Array;
}

/** Logits and the gradient of the target's logit for each of a batch of cases, all in one run. */
async function ask(session: InferenceSession, cases: readonly Arrays[], brightness = 1): Promise<Answer[]> {
  const [{ dims, input, logits }] = cases as readonly [Arrays];
  const pixels = new Float32Array(cases.length * input.length);
  const seed = new Float32Array(cases.length * logits.length);
  for (const [i, each] of cases.entries()) {
    pixels.set(
      each.input.map((x) => x * brightness),
      i * input.length,
    );
    seed[i * logits.length + each.target] = 1;
  }
  const [inputName = "", seedName = ""] = session.inputNames;
  const results = await session.run({
    [inputName]: new Tensor("float32", pixels, [cases.length, ...dims.slice(1)]),
    [seedName]: new Tensor("float32", seed, [cases.length, logits.length]),
  });
  const [values, gradients] = session.outputNames.map((name) => results[name]?.data as Float32Array);
  return cases.map((_, i) => ({
    logits: (values as Float32Array).subarray(i * logits.length, (i + 1) * logits.length),
    gradient: (gradients as Float32Array).subarray(i * input.length, (i + 1) * input.length),
  }));
}

for (const model of ["squeezenet1_0", "mobilenet_v1_0.75_192", "tiny_vgg"]) {
  describeWithData(`${model}: logits and gradient are PyTorch's`, `golden/${model}/index.json`, (index) => {
    const folder = join(index, "..");
    const { cases } = JSON.parse(readFileSync(index, "utf8")) as { readonly cases: readonly Golden[] };
    let session: InferenceSession;

    beforeAll(async () => {
      const file = data(`models/${model}/onnx/model.onnx`);
      if (file === null) throw new Error(`golden/${model} is there, models/${model} is not`);
      const graph = upgrade(read(readFileSync(file), file));
      const [wrt] = graph.inputs;
      const [of] = graph.outputs;
      if (!wrt || !of) throw new Error("the model has no input or no output");
      const bytes = write(simplify(differentiate(graph, { of, wrt })));
      session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    });
    afterAll(() => session?.release());

    for (const golden of cases) {
      test(`${golden.image}, class ${golden.target}`, async () => {
        const arrays = load(folder, golden);
        const bound = tied[golden.image] ?? tolerance;
        const deviations: number[] = [];
        for (const brightness of brightnesses) {
          const [answer] = (await ask(session, [arrays], brightness)) as [Answer];
          expect(deviation(answer.logits, arrays.logits)).toBeLessThan(tolerance);
          deviations.push(deviation(answer.gradient, arrays.gradient));
          if ((deviations.at(-1) ?? 1) < bound) break;
        }
        console.log(`${model}, ${golden.image}: ${deviations.map((x) => x.toExponential(1)).join(", ")}`);
        expect(Math.min(...deviations)).toBeLessThan(bound);
        // A unit at its kink moves little.
        expect(Math.max(...deviations)).toBeLessThan(0.1);
      });
    }

    test("a batch gives what its pictures give", async () => {
      const all = cases.map((golden) => load(folder, golden));
      const batch = await ask(session, all);
      for (const [i, each] of all.entries()) {
        const [alone] = (await ask(session, [each])) as [Answer];
        const together = batch[i] as Answer;
        expect(deviation(together.logits, alone.logits)).toBeLessThan(tolerance);
        expect(deviation(together.gradient, alone.gradient)).toBeLessThan(tolerance);
      }
    });
  });
}
