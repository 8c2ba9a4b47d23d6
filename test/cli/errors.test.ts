import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCode } from "../../src/cli/failure.js";
import { createProgram } from "../../src/cli/program.js";
import { int } from "../../src/graph/attributes.js";
import { regard } from "./regard.js";
import { blobFile, tinyFolder, tinyNetwork } from "./tiny.js";

let folder: string;
let model: string;
let picture: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-errors-"));
  model = tinyFolder(join(folder, "tiny"));
  picture = blobFile(join(folder, "blob.png"), 1);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);

/** Fails with this code, these words and nothing on standard output. */
async function fails(args: readonly string[], code: number, words: RegExp): Promise<void> {
  const outcome = await regard(args);
  expect(outcome.stderr).toMatch(words);
  expect(outcome).toMatchObject({ code, stdout: "" });
  // One sentence for a person, no stack.
  expect(outcome.stderr).not.toMatch(/\n {4}at /);
}

/** What a command line says and ends with, without a process of its own. */
async function parse(args: readonly string[]): Promise<{ said: string; code: number }> {
  let said = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      said += String(chunk);
      done();
    },
  });
  const signal = new AbortController().signal;
  const program = await createProgram(
    { args, stdout: stream, stderr: stream, signal, atEnd() {}, limit() {} },
    "0.0.0",
  );
  try {
    await program.parseAsync(args, { from: "user" });
    return { said, code: 0 };
  } catch (error) {
    return { said, code: exitCode(error) };
  }
}

describe("wrong usage ends with 2 and says what was meant", () => {
  it.each([
    [["classfy", "x"], /unknown command 'classfy'\n\(Did you mean classify\?\)/],
    [["attack", "x"], /--target <class> is missing/],
    [["saliency", "x", "--model", "y"], /--out <folder> is missing/],
    [["classify", "--model", "x"], /missing required argument 'picture'/],
    [["saliency", "x", "--model", "y", "--out", "z", "--method", "gradeint"], /did you mean "gradient"/],
    [["visualize", "x", "--model", "y", "--out", "z", "--rate", "1,fast"], /Give a number above 0/],
    [["classify", "x", "--model", "y", "--threads", "0"], /Give a whole number from 1 on/],
    [["classify", "x", "--model", "y", "--runtime", "nativ"], /did you mean "native"/],
    [["report", "--model", "y", "--out", "z", "--lang", "de"], /en, fr/],
    [[], /Usage: regard/],
  ])("%j", async (args, words) => {
    const { said, code } = await parse(args);
    expect(said).toMatch(words);
    expect(code).toBe(2);
  });

  it("also as a process", () =>
    fails(["classify", "x", "--modle", "y"], 2, /unknown option '--modle'\n\(Did you mean --model\?\)/));

  it("an unknown class, with the nearest names", async () => {
    await fails(
      ["saliency", picture, "--model", model, "--target", "bee eatr", "--out", path("no")],
      2,
      /no class "bee eatr"; did you mean "bee eater"/,
    );
    await fails(["visualize", "e", "--model", model, "--out", path("no")], 2, /"e" fits 3 classes of tiny/);
    await fails(
      ["attack", picture, "--model", model, "--target", "7", "--out", path("no")],
      2,
      /no class 7: the classes of tiny are 0 to 2/,
    );
  });

  it("asking for help or the version is no mistake", async () => {
    const outcomes = await Promise.all([
      regard(["--help"]),
      regard(["saliency", "--help"]),
      regard(["--version"]),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outcomes.map(({ stderr }) => stderr)).toEqual(["", "", ""]);
  });
});

describe("a picture that cannot be used ends with 1 and is named", () => {
  it("missing, with what lies beside it", () =>
    fails(
      ["classify", path("blub.png"), "--model", model],
      1,
      /there is no picture .*blub\.png; nearest there: .*blob\.png/,
    ));

  it("truncated", async () => {
    writeFileSync(path("cut.png"), readFileSync(picture).subarray(0, 900));
    await fails(["classify", path("cut.png"), "--model", model], 1, /cut\.png is damaged or cut short/);
  });

  it("not a picture", async () => {
    writeFileSync(path("page.png"), "<!DOCTYPE html><title>404</title>");
    await fails(["classify", path("page.png"), "--model", model], 1, /page\.png is not a picture/);
  });

  it("an empty folder", async () => {
    mkdirSync(path("empty"), { recursive: true });
    await fails(["classify", path("empty"), "--model", model], 2, /no picture in/);
  });
});

describe("a folder that cannot be written to ends with 1 before the long work", () => {
  it.each(["saliency", "attack", "report"])("%s", async (command) => {
    const target = command === "attack" ? ["--target", "0"] : [];
    await fails(
      [command, picture, "--model", model, ...target, "--out", join(picture, "below")],
      1,
      /cannot be written to: a part of the path is a file/,
    );
  });

  it("gradient and differentiate", () =>
    fails(["differentiate", model, "--out", join(picture, "d.onnx")], 1, /cannot be written/));
});

describe("a model that cannot be used ends with 1 and is named", () => {
  const bad = (name: string, content: Uint8Array | string): string => {
    writeFileSync(path(name), content);
    return path(name);
  };

  it.each([
    ["page.onnx", "<!DOCTYPE html><html>", /page\.onnx.*web page/],
    [
      "pointer.onnx",
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n",
      /pointer\.onnx.*LFS/,
    ],
    ["text.onnx", "hello", /text\.onnx cannot be read as an ONNX model/],
  ])("%s", (name, content, words) => fails(["classify", picture, "--model", bad(name, content)], 1, words));

  it("truncated, missing, a folder without a model", async () => {
    const cut = bad("cut.onnx", tinyNetwork().subarray(0, 2000));
    await fails(["classify", picture, "--model", cut], 1, /cut\.onnx.*truncated or damaged/);
    await fails(
      ["classify", picture, "--model", path("absent.onnx")],
      1,
      /there is no model .*absent\.onnx; nearest there: /,
    );
    mkdirSync(path("hollow"), { recursive: true });
    await fails(["classify", picture, "--model", path("hollow")], 1, /hollow holds no onnx\/model\.onnx/);
  });

  it("weights that are not numbers, named", async () => {
    const weights = (values: Float32Array, name: string) =>
      name === "conv2.weight" ? values.fill(Number.NaN, 5, 7) : values;
    const broken = tinyFolder(path("nan"), { weights });
    await fails(["classify", picture, "--model", broken], 1, /conv2\.weight/);
    await fails(["differentiate", broken, "--out", path("nan.onnx")], 1, /conv2\.weight/);
  });

  it("an operator without a gradient, named, though the model classifies", async () => {
    const odd = tinyFolder(path("odd"), {
      middle: (g, value) => g.op("Hardmax", [value], { axis: int(1) }, { name: "odd" }),
    });
    expect((await regard(["classify", picture, "--model", odd])).code).toBe(0);
    await fails(
      ["saliency", picture, "--model", odd, "--out", path("no")],
      1,
      /node "odd": operator Hardmax .* has no gradient rule/,
    );
  });

  it("a target that the score does not depend on", async () => {
    const weights = (values: Float32Array, name: string) =>
      name === "fc.weight" ? values.map((value, i) => (i % 3 === 2 ? 0 : value)) : values;
    const deaf = tinyFolder(path("deaf"), { weights });
    await fails(
      ["saliency", picture, "--model", deaf, "--target", "2", "--out", path("no")],
      1,
      /"street sign" does not depend on this picture/,
    );
  });
});

it("--verbose shows where an error came from", async () => {
  const { stderr, code } = await regard(["classify", path("absent.png"), "--model", model, "--verbose"]);
  expect(stderr).toMatch(/^regard: there is no picture .*\n(.*\n)* {4}at /);
  expect(code).toBe(1);
});
