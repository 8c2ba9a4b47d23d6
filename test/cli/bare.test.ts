import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tensor } from "../../src/graph/tensor.js";
import { write } from "../../src/graph/write.js";
import { readNpyFloats, writeNpy } from "../../src/image/npy.js";
import { random } from "../../src/image/random.js";
import { describeWithData } from "../data.js";
import { rich } from "../model/rich.js";
import { records, regard } from "./regard.js";
import { blobFile, tinyFolder, tinyNetwork } from "./tiny.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-bare-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, name);
const load = (path: string): Tensor => readNpyFloats(readFileSync(path), path);

function input(name: string, rows: number, seed = 3): string {
  const dims = [rows, 3, 24, 24];
  writeFileSync(file(name), writeNpy({ dims, data: random(seed).normals(rows * 3 * 24 * 24) }));
  return file(name);
}

/** Runs an ONNX file with stock ONNX Runtime, as anyone could. */
async function run(path: string, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
  const session = await InferenceSession.create(path);
  const fed = Object.entries(feeds).map(
    ([name, { data, dims }]) => [name, new OrtTensor("float32", data, dims)] as const,
  );
  const results = await session.run(Object.fromEntries(fed));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => [
      name,
      { dtype: "float32", dims, data: data as Float32Array },
    ]),
  );
}

const largest = ({ data }: Tensor): number => data.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

function farthest(a: Tensor, b: Tensor): number {
  expect(a.dims).toEqual(b.dims);
  return a.data.reduce((max, value, i) => Math.max(max, Math.abs(value - (b.data[i] ?? Number.NaN))), 0);
}

function oneHot(targets: readonly number[], classes: number): Tensor {
  const data = new Float32Array(targets.length * classes);
  for (const [i, target] of targets.entries()) data[i * classes + target] = 1;
  return { dtype: "float32", dims: [targets.length, classes], data };
}

describe("regard gradient", () => {
  it("is the gradient of the sum over a batch of any size, one target for all rows or one for each", async () => {
    const model = tinyFolder(file("tiny"));
    const x = input("x.npy", 5);
    const [each, first] = await Promise.all([
      regard([
        "gradient",
        model,
        "--input",
        x,
        "--target",
        "0,1,2,0,1",
        "--out",
        file("each.npy"),
        "--scores",
        file("s.npy"),
        "--json",
      ]),
      regard([
        "gradient",
        join(model, "onnx/model.onnx"),
        "--input",
        x,
        "--target",
        "0",
        "--out",
        file("first.npy"),
      ]),
    ]);
    expect([each.code, first.code]).toEqual([0, 0]);
    expect(records(each)[0]).toMatchObject({
      type: "gradient",
      shape: [5, 3, 24, 24],
      targets: [0, 1, 2, 0, 1],
    });
    const [g, one, scores, pixels] = [
      load(file("each.npy")),
      load(file("first.npy")),
      load(file("s.npy")),
      load(x),
    ];
    expect(g.dims).toEqual([5, 3, 24, 24]);
    expect(scores.dims).toEqual([5, 3]);
    const row = 3 * 24 * 24;
    expect(g.data.subarray(0, row)).toEqual(one.data.subarray(0, row));
    expect(g.data.subarray(row, 2 * row)).not.toEqual(one.data.subarray(row, 2 * row));
    // Along a random direction the scores change as the gradient says.
    const direction = random(9)
      .normals(5 * row)
      .map((value) => value * 1e-3);
    const moved = pixels.data.map((value, i) => value + (direction[i] ?? 0));
    writeFileSync(file("moved.npy"), writeNpy({ dims: pixels.dims, data: moved }));
    await regard([
      "gradient",
      model,
      "--input",
      file("moved.npy"),
      "--target",
      "0",
      "--out",
      file("m.npy"),
      "--scores",
      file("ms.npy"),
    ]);
    const sum = ({ data }: Tensor): number =>
      [0, 1, 2, 0, 1].reduce((total, target, i) => total + (data[i * 3 + target] ?? 0), 0);
    const expected = g.data.reduce((total, value, i) => total + value * (direction[i] ?? 0), 0);
    expect(sum(load(file("ms.npy"))) - sum(scores)).toBeCloseTo(expected, 3);
  });

  it("differentiates before a final Softmax, unless the probabilities are asked for", async () => {
    const [plain, soft] = [file("plain.onnx"), file("soft.onnx")];
    writeFileSync(plain, tinyNetwork());
    writeFileSync(soft, tinyNetwork({ softmax: true }));
    const x = input("x2.npy", 2);
    const of = (model: string, name: string, ...more: string[]) =>
      regard([
        "gradient",
        model,
        "--input",
        x,
        "--target",
        "1",
        "--out",
        file(`${name}.npy`),
        "--scores",
        file(`${name}.s.npy`),
        ...more,
      ]);
    await Promise.all([of(plain, "plain"), of(soft, "soft"), of(soft, "prob", "--probabilities")]);
    expect(farthest(load(file("soft.npy")), load(file("plain.npy")))).toBe(0);
    expect(farthest(load(file("soft.s.npy")), load(file("plain.s.npy")))).toBe(0);
    const probabilities = load(file("prob.s.npy"));
    expect(probabilities.data.reduce((total, value) => total + value, 0)).toBeCloseTo(2, 5);
    expect(farthest(load(file("prob.npy")), load(file("plain.npy")))).toBeGreaterThan(1e-3);
  });

  it("differentiates the output that is named, and names the nearest where there is none", async () => {
    const model = file("two.onnx");
    writeFileSync(
      model,
      write(rich({ end: (g, scores) => [scores, g.op("Neg", [scores], {}, { outputs: ["aux1"] })] })),
    );
    const x = file("x16.npy");
    writeFileSync(x, writeNpy({ dims: [1, 3, 16, 16], data: random(4).normals(768) }));
    const ask = (name: string, ...more: string[]) =>
      regard(["gradient", model, "--input", x, "--target", "1", "--out", file(`${name}.npy`), ...more]);
    const [first, second, wrong, explained] = await Promise.all([
      ask("first"),
      ask("second", "--output", "aux1"),
      ask("wrong", "--output", "aux"),
      regard(["differentiate", model, "--output", "aux1", "--out", file("aux.onnx"), "--json"]),
    ]);
    expect([first.code, second.code, wrong.code, explained.code]).toEqual([0, 0, 2, 0]);
    const [a, b] = [load(file("first.npy")), load(file("second.npy"))];
    expect(b.data).toEqual(a.data.map((value) => -value));
    expect(first.stderr).toMatch(/note: Several outputs could be the scores .*"scores" is taken/);
    expect(second.stderr).not.toMatch(/note:/);
    expect(wrong.stderr).toMatch(/no output "aux"; did you mean "aux1"\? \(scores, aux1\)/);
    const classified = await regard([
      "classify",
      blobFile(file("blobs.png"), 3),
      "--model",
      model,
      "--output",
      "aux",
    ]);
    expect(classified.stderr).toMatch(/no output "aux"; did you mean "aux1"/);
    expect(classified.code).toBe(2);
  });

  it("takes any number of rows where the network insists on two", async () => {
    const [free, fixed] = [file("free.onnx"), file("fixed.onnx")];
    writeFileSync(free, tinyNetwork());
    writeFileSync(fixed, tinyNetwork({ batch: 2 }));
    const x = input("x3.npy", 5);
    const outcomes = await Promise.all(
      [free, fixed].map((model) =>
        regard(["gradient", model, "--input", x, "--target", "2", "--out", `${model}.npy`]),
      ),
    );
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(farthest(load(`${free}.npy`), load(`${fixed}.npy`))).toBeLessThan(1e-6);
  });

  it.each([
    [["--target", "0,1"], /2 targets do not fit a batch of 3/],
    [["--target", "3"], /no class 3: the classes of m are 0 to 2/],
    [["--target", "one"], /Give a whole number/],
  ])("refuses %j", async (args, message) => {
    writeFileSync(file("m.onnx"), tinyNetwork());
    const { code, stderr } = await regard([
      "gradient",
      file("m.onnx"),
      "--input",
      input("x4.npy", 3),
      "--out",
      file("no.npy"),
      ...args,
    ]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it("refuses an input of another shape, and a file that is no NumPy file", async () => {
    writeFileSync(file("m.onnx"), tinyNetwork());
    writeFileSync(file("wide.npy"), writeNpy({ dims: [1, 3, 24, 25], data: new Float32Array(3 * 24 * 25) }));
    writeFileSync(file("text.npy"), "not an array");
    const [wide, text, absent] = await Promise.all(
      ["wide.npy", "text.npy", "absent.npy"].map((name) =>
        regard(["gradient", file("m.onnx"), "--input", file(name), "--target", "0", "--out", file("no.npy")]),
      ),
    );
    expect(wide?.stderr).toMatch(/takes x \[batch, 3, 24, 24\], not \[1, 3, 24, 25\]/);
    expect(text?.stderr).toMatch(/text\.npy cannot be read as a NumPy array/);
    expect(absent?.stderr).toMatch(/there is no file .*absent\.npy; nearest there: /);
    expect([wide?.code, text?.code, absent?.code]).toEqual([2, 1, 1]);
  });
});

describe("regard differentiate", () => {
  it("writes a graph that gives the model's own outputs first and then the gradient", async () => {
    writeFileSync(file("d.onnx"), tinyNetwork({ softmax: true }));
    const x = input("dx.npy", 3);
    const outcome = await regard(["differentiate", file("d.onnx"), "--out", file("with.onnx"), "--json"]);
    expect(records(outcome)[0]).toMatchObject({
      inputs: ["x [batch, 3, 24, 24]", "seed [batch, 3]"],
      outputs: ["scores [batch, 3]", "gradient [batch, 3, 24, 24]"],
    });
    await regard(["gradient", file("d.onnx"), "--input", x, "--target", "0,2,1", "--out", file("dg.npy")]);
    const results = await run(file("with.onnx"), { x: load(x), seed: oneHot([0, 2, 1], 3) });
    expect(Object.keys(results)).toEqual(["scores", "gradient"]);
    expect(farthest(results.gradient as Tensor, load(file("dg.npy")))).toBeLessThan(1e-6);
    expect(results.scores?.data.reduce((total, value) => total + value, 0)).toBeCloseTo(3, 5);
  });

  it("differentiates a layer with respect to a layer, and names the nearest where there is none", async () => {
    writeFileSync(file("l.onnx"), tinyNetwork());
    const args = ["differentiate", file("l.onnx"), "--out", file("layers.onnx")];
    const outcome = await regard([...args, "--of", "conv2", "--wrt", "pool1", "--json"]);
    expect(records(outcome)[0]?.outputs).toEqual(["scores [batch, 3]", "gradient [batch, 8, 12, 12]"]);
    const [wrong, backwards] = await Promise.all([
      regard([...args, "--of", "conv3"]),
      regard([...args, "--of", "conv1", "--wrt", "conv2"]),
    ]);
    expect(wrong?.stderr).toMatch(/no layer "conv3"; did you mean "conv\d"/);
    expect(backwards?.stderr).toMatch(/does not depend on/);
    expect([wrong?.code, backwards?.code]).toEqual([2, 1]);
  });
});

for (const [name, sample] of [
  ["tiny_vgg", "koala_1"],
  ["squeezenet1_0", "00_hay"],
  ["mobilenet_v1_0.75_192", "20_daisy"],
] as const) {
  describeWithData(`the bare door against PyTorch, ${name}`, `golden/${name}`, (golden) => {
    const model = join(golden, "../../models", basename(golden));
    const { cases } = JSON.parse(readFileSync(join(golden, "index.json"), "utf8")) as {
      cases: { input: string; target: number }[];
    };
    const target = cases.find((each) => each.input.startsWith(sample))?.target ?? -1;
    const [x, logits, expected] = ["input", "logits", "grad"].map((what) =>
      join(golden, `${sample}.${what}.npy`),
    ) as [string, string, string];

    // Near a kink float32 sums decide the side, so a picture brighter or darker by a millionth counts as the same
    // (test/gradient/golden.test.ts, which tells more, does so for all pictures).
    const brightnesses = Array.from(
      { length: 49 },
      (_, i) => 1 + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 2 ** -23,
    );
    const deviation = (found: Tensor, wanted: Tensor): number => farthest(found, wanted) / largest(wanted);

    it("differentiate writes what is PyTorch's on stock ONNX Runtime, gradient gives the same", async () => {
      const common = ["--input", x, "--target", String(target)];
      const [written, computed] = await Promise.all([
        regard(["differentiate", model, "--out", file("golden.onnx"), "--json"]),
        regard(["gradient", model, ...common, "--out", file("g.npy"), "--scores", file("gs.npy")]),
      ]);
      expect([written.code, computed.code]).toEqual([0, 0]);
      const [pixels, scores, wanted] = [load(x), load(logits), load(expected)];
      expect(deviation(load(file("gs.npy")), scores)).toBeLessThan(1e-5);

      const session = await InferenceSession.create(file("golden.onnx"));
      const [inputName = "", seedName = ""] = session.inputNames;
      expect(seedName).toBe("seed");
      expect(session.outputNames.at(-1)).toBe("gradient");
      let best = Number.POSITIVE_INFINITY;
      for (const brightness of brightnesses) {
        const input = new OrtTensor(
          "float32",
          pixels.data.map((value) => value * brightness),
          pixels.dims,
        );
        const seed = oneHot([target], scores.dims[1] ?? 0);
        const results = await session.run({
          [inputName]: input,
          [seedName]: new OrtTensor("float32", seed.data, seed.dims),
        });
        const gradient = {
          dtype: "float32",
          dims: wanted.dims,
          data: results.gradient?.data as Float32Array,
        } as const;
        if (brightness === 1) expect(deviation(load(file("g.npy")), gradient)).toBeLessThan(1e-5);
        best = Math.min(best, deviation(gradient, wanted));
        if (best < 1e-5) break;
      }
      await session.release();
      expect(best).toBeLessThan(1e-5);
    });
  });
}
