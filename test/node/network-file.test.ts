import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BareModel, openBare } from "../../src/bare.js";
import { bareGradient } from "../../src/bare-gradient.js";
import { int } from "../../src/graph/attributes.js";
import { Builder } from "../../src/graph/builder.js";
import { floatConstant } from "../../src/graph/constants.js";
import { tensor } from "../../src/graph/tensor.js";
import { write } from "../../src/graph/write.js";
import { random } from "../../src/image/random.js";
import { nodeBackend } from "../../src/node/backend.js";
import { openBareFile } from "../../src/node/bare.js";

const folder = mkdtempSync(join(tmpdir(), "regard-large-"));
const path = join(folder, "large.onnx");
afterAll(() => rmSync(folder, { recursive: true }));

const [features, hidden, classes] = [48, 200_000, 5];

/** Two products, the first with a matrix of 38 MB; `first` is one of its elements. */
function network(first?: number): Uint8Array {
  const rng = random(4);
  const noise = Float32Array.from({ length: 65_537 }, () => rng.normal() / 8);
  const matrix = Float32Array.from(
    { length: hidden * features },
    (_, i) => noise[i % noise.length] as number,
  );
  if (first !== undefined) matrix[matrix.length - 2] = first;
  const g = new Builder(18);
  const x = g.input("x", "float32", ["N", features]);
  const constant = (values: Float32Array, dims: readonly number[], name: string) =>
    g.constant(floatConstant(values, dims), name);
  const large = constant(matrix, [hidden, features], "large");
  const small = constant(noise.subarray(0, 5), [1, classes], "small");
  const product = g.op("Relu", [g.op("Gemm", [x, large], { transB: int(1) })]);
  const sums = g.op("ReduceMean", [product, g.ints([1])]);
  return write(g.graph([g.op("MatMul", [sums, small], {}, { outputs: ["scores"] })]));
}

describe("a network with a weight of more than 32 MiB", () => {
  const bytes = network();
  const backend = nodeBackend({ threads: 1 });
  beforeAll(() => writeFileSync(path, bytes));
  afterAll(() => backend.close());

  const x = tensor(
    Float32Array.from({ length: 2 * features }, (_, i) => Math.sin(i)),
    [2, features],
  );
  const gradient = (model: BareModel) => bareGradient(backend, model, x, [1, 3]);

  it("leaves it in the file and gives the same gradient", async () => {
    const model = await openBareFile(path);
    expect(model.source.length).toBeLessThan(2_000);
    const whole = await gradient(openBare({ name: "large", file: path, bytes }));
    expect(await gradient(model)).toEqual(whole);
    expect(whole.zeros).toEqual([]);
  });

  it("does the same in WebAssembly", async () => {
    const wasm = nodeBackend({ runtime: "wasm" });
    const { gradient: there } = await bareGradient(wasm, await openBareFile(path), x, [1, 3]);
    const { gradient: here } = await gradient(await openBareFile(path));
    for (const [i, value] of there.data.entries()) expect(value).toBeCloseTo(here.data[i] as number, 6);
    await wasm.close();
  });

  it("says so where the file changed in between", async () => {
    const model = await openBareFile(path);
    appendFileSync(path, "\0");
    const another = nodeBackend({ threads: 1 });
    await expect(bareGradient(another, model, x, [1, 3])).rejects.toThrow(
      `${path} cannot be read: it changed after it was opened`,
    );
    await another.close();
    writeFileSync(path, bytes);
  });

  it("finds a NaN in it", async () => {
    writeFileSync(path, network(Number.NaN));
    await expect(openBareFile(path)).rejects.toThrow(
      `the weights "large" (float32[${hidden}, ${features}]) are NaN at element ${hidden * features - 2}`,
    );
  });
});
