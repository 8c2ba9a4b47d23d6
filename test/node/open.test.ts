import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, describe, expect, it } from "vitest";
import { ModelProtoSchema } from "../../src/graph/proto/onnx_pb.js";
import { read } from "../../src/graph/read.js";
import { write } from "../../src/graph/write.js";
import { toTensor } from "../../src/image/image.js";
import { fitPicture } from "../../src/model/fit.js";
import { probabilities, top } from "../../src/model/probabilities.js";
import { readModelBytes, weightsBeside } from "../../src/node/model-files.js";
import { type ModelOptions, open, openModel } from "../../src/node/open.js";
import { readPicture } from "../../src/node/picture.js";
import { program } from "../../src/program.js";
import { describeWithData } from "../data.js";
import { network } from "../model/networks.js";

const root = mkdtempSync(join(tmpdir(), "regard-open-"));
afterAll(() => rmSync(root, { recursive: true }));

const preprocessor = { size: { height: 8, width: 8 }, resample: 3, do_normalize: false };
const config = { id2label: { 0: "ant", 1: "bee", 2: "cat", 3: "dog" } };

/** A folder with files of these contents; objects become JSON. */
function folder(name: string, files: Readonly<Record<string, Uint8Array | string | object>>): string {
  const path = join(root, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path, file, ".."), { recursive: true });
    const isPlain = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(join(path, file), isPlain ? content : JSON.stringify(content));
  }
  return path;
}

const configs = { "config.json": config, "preprocessor_config.json": preprocessor };
const whole = { ...configs, "onnx/model.onnx": network() };

describe("openModel", () => {
  it.each(["onnx/model.onnx", "model.onnx"])("opens a folder with %s", async (place) => {
    const name = place.replace("/", "-");
    const path = folder(name, { ...configs, [place]: network() });
    const model = await openModel(path);
    expect(model).toMatchObject({ name, labels: ["ant", "bee", "cat", "dog"], notes: [] });
    expect(model.preprocessing).toMatchObject({ resample: "bicubic", origin: "preprocessor_config.json" });
    expect(model.source.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it("opens a bare file, and says what it assumes", async () => {
    const { name, notes, preprocessing } = await openModel(
      join(folder("bare", { "net.onnx": network() }), "net.onnx"),
    );
    expect([name, preprocessing.origin]).toEqual(["net", "assumed"]);
    expect(notes).toHaveLength(2);
  });

  it("opens a folder whose only network has another name, and each of several by its file", async () => {
    const only = await openModel(folder("only", { ...configs, "onnx/model_fp16.onnx": network() }));
    expect(only).toMatchObject({ name: "only", labels: ["ant", "bee", "cat", "dog"], notes: [] });
    const path = folder("several", {
      ...configs,
      "onnx/model.onnx": network(),
      "onnx/model_q4.onnx": network(),
    });
    const names = ["model.onnx", "model_q4.onnx"].map(async (name) => {
      const model = await openModel(join(path, "onnx", name));
      expect(model).toMatchObject({ labels: ["ant", "bee", "cat", "dog"], notes: [] });
      return model.name;
    });
    expect(await Promise.all(names)).toEqual(["several", "several_q4"]);
  });

  it("takes preprocessing and labels from files, before the model's own", async () => {
    const path = folder("beside", {
      ...whole,
      "p.json": { size: 8, resample: 2, image_mean: 0.5, image_std: 0.5 },
      "names.txt": "a\nb\nc\nd\n",
    });
    const model = await openModel(path, {
      preprocess: join(path, "p.json"),
      labels: join(path, "names.txt"),
    });
    expect(model).toMatchObject({
      labels: ["a", "b", "c", "d"],
      preprocessing: { mean: [0.5, 0.5, 0.5], origin: "p.json" },
    });
  });

  it("reads files that begin with a byte order mark", async () => {
    const marked = (content: object): string => `\uFEFF${JSON.stringify(content)}`;
    const model = await openModel(
      folder("marked", {
        ...whole,
        "config.json": marked(config),
        "preprocessor_config.json": marked(preprocessor),
      }),
    );
    expect(model).toMatchObject({ labels: ["ant", "bee", "cat", "dog"], notes: [] });
  });

  it("goes without class names where config.json has none", async () => {
    const model = await openModel(folder("nameless", { ...whole, "config.json": { model_type: "x" } }));
    expect(model.labels[0]).toBe("class 0");
  });

  it.each<[string, Readonly<Record<string, Uint8Array | string | object>>, string | RegExp]>([
    [
      "an empty folder",
      { "readme.txt": "" },
      "holds no onnx/model.onnx and no model.onnx; export the model to ONNX",
    ],
    [
      "several other names",
      { "onnx/model_fp16.onnx": "x", "onnx/model_q4.onnx": "x" },
      /open one of .*onnx.model_fp16\.onnx, .*onnx.model_q4\.onnx/,
    ],
    ["an empty file", { "model.onnx": "" }, "model.onnx is empty"],
    [
      "a web page",
      { "model.onnx": "<!DOCTYPE html><html></html>" },
      "it is a web page, probably from a download that failed",
    ],
    [
      "a Git LFS pointer",
      { "model.onnx": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n" },
      "it is a Git LFS pointer, not the file it stands for",
    ],
    [
      "a truncated file",
      { "model.onnx": network().subarray(0, 900) },
      "it is an ONNX file that is truncated or damaged",
    ],
    ["noise", { "model.onnx": Uint8Array.of(255, 254, 0, 1, 2) }, "cannot be read as an ONNX model"],
    ["grey pictures", { "model.onnx": network({ shape: ["N", 1, 8, 8] }) }, "has 1 channel"],
    ["NaN weights", { "model.onnx": network({ damaged: true }) }, 'the weights "conv1.weight"'],
    ["broken JSON", { ...whole, "preprocessor_config.json": "{" }, "preprocessor_config.json is not JSON"],
    [
      "a broken field",
      { ...whole, "preprocessor_config.json": { size: "x" } },
      'preprocessor_config.json: size is "x"',
    ],
    [
      "a label too few",
      { ...whole, "config.json": { id2label: { 0: "a", 1: "b", 2: "c" } } },
      "names 3 of the network's 4",
    ],
    ["broken labels", { ...whole, "config.json": { id2label: [] } }, "config.json holds no class names"],
  ])("refuses %s", async (title, files, message) => {
    const path = folder(`bad-${title.replaceAll(" ", "-")}`, files);
    await expect(openModel(path)).rejects.toThrow(message);
    await expect(openModel(path)).rejects.toMatchObject({ name: "RegardError" });
  });

  it.skipIf(process.platform === "win32")("refuses a pipe, which nobody may write into", async () => {
    const path = folder("pipes", { ...configs });
    execFileSync("mkfifo", [join(path, "model.onnx")]);
    await expect(openModel(join(path, "model.onnx"))).rejects.toThrow(
      "model.onnx cannot be read: it is not a file",
    );
    await expect(openModel(path)).rejects.toThrow("holds no onnx/model.onnx and no model.onnx");
  });

  it.each<[string, string, ModelOptions, string]>([
    ["no model", "nowhere", {}, "there is no model"],
    ["no preprocessing", "whole", { preprocess: "no.json" }, "there is no file no.json"],
    ["no labels", "whole", { labels: "no.txt" }, "there is no file no.txt"],
    ["texts without end", "whole", { labels: "/dev/zero" }, "it is larger than 16 MiB"],
    ["no such output", "whole", { output: "probs" }, 'no output "probs"'],
  ])("refuses %s", async (_, name, options, message) => {
    folder("whole", whole);
    await expect(openModel(join(root, name), options)).rejects.toThrow(message);
  });
});

/** The files that the tensors of a model point to. */
function pointers(model: Uint8Array): string[] {
  const tensors = fromBinary(ModelProtoSchema, model).graph?.initializer ?? [];
  return tensors.flatMap(({ externalData }) =>
    externalData.filter(({ key }) => key === "location").map(({ value }) => value),
  );
}

describe("weights in files of their own", () => {
  const beside = folder("external", {
    "model.onnx": "",
    "model.onnx_data": "0123456789",
    "parts/a.bin": "abc",
  });
  writeFileSync(join(root, "secret"), "secret");
  symlinkSync(join(root, "secret"), join(beside, "link"));
  symlinkSync(join(beside, "parts"), join(beside, "inner"));
  const weights = weightsBeside(join(beside, "model.onnx"));

  it("are read from the model's folder, once", () => {
    const bytes = weights("model.onnx_data");
    expect(new TextDecoder().decode(bytes.slice())).toBe("0123456789");
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(weights("model.onnx_data")).toBe(bytes);
    expect([
      weights("parts/a.bin").length,
      weights("parts\\a.bin").length,
      weights("inner/a.bin").length,
    ]).toEqual([3, 3, 3]);
  });

  it.each([
    ["../external/model.onnx_data", "they must lie in the model's own folder"],
    ["parts/../../x", "they must lie in the model's own folder"],
    ["..\\x", "they must lie in the model's own folder"],
    ["/somewhere", "they must lie in the model's own folder"],
    ["C:\\x", "they must lie in the model's own folder"],
    ["", "they must lie in the model's own folder"],
    ["link", "a link leads out of the model's folder"],
    ["missing.bin", "it does not exist"],
    ["parts", "it is a folder"],
    ["\0", "must be a string, Uint8Array, or URL without null bytes"],
  ])("are not read from %j", (location, message) => {
    expect(() => weights(location)).toThrow(message);
    expect(() => weights(location)).toThrow(/^the weights ".*", which the model names, are not read: /s);
  });

  it.each([
    ["model.onnx_data:stream", "they must lie in the model's own folder"],
    ["NUL", "they must lie in the model's own folder"],
    ["parts/com1.bin", "they must lie in the model's own folder"],
    ["\\\\server\\share\\x", "they must lie in the model's own folder"],
  ])("are not read from %j, which Windows would open otherwise", (location, message) => {
    expect(() => weights(location)).toThrow(message);
  });

  it("are not read from what has another name elsewhere, is no file, or is too large", () => {
    linkSync(join(root, "secret"), join(beside, "hard"));
    expect(() => weights("hard")).toThrow(/\(a hard link\).*make a copy of it and put that in its place/);
    execFileSync("mkfifo", [join(beside, "pipe")]);
    expect(() => weights("pipe")).toThrow("it is not a file");
    symlinkSync("/dev/zero", join(beside, "zero"));
    expect(() => weights("zero")).toThrow("a link leads out of the model's folder");
    writeFileSync(join(beside, "sparse"), "");
    truncateSync(join(beside, "sparse"), 2 ** 33 + 1);
    expect(() => weights("sparse")).toThrow("the weights are larger than 8 GiB");
    rmSync(join(beside, "sparse"));
  });

  it("are read once under all their names", () => {
    const [plain, roundabout] = [weights("parts/a.bin"), weights(".//inner/./a.bin")];
    expect(roundabout).toBe(plain);
  });

  it("are found in the Hugging Face hub's cache, and in no other blobs", () => {
    const hash = (digit: string): string => digit.repeat(64);
    const cache = folder("hub", {
      [`models--a--b/blobs/${hash("1")}`]: "",
      [`models--a--b/blobs/${hash("2")}`]: "weights",
      "models--a--b/blobs/notes.txt": "secret",
      [`models--c--d/blobs/${hash("3")}`]: "another's",
      "models--a--b/snapshots/r/onnx/x": "",
    });
    const snapshot = join(cache, "models--a--b/snapshots/r/onnx");
    const blobs = "../../../blobs";
    symlinkSync(`${blobs}/${hash("1")}`, join(snapshot, "model.onnx"));
    symlinkSync(`${blobs}/${hash("2")}`, join(snapshot, "model.onnx_data"));
    symlinkSync(`${blobs}/notes.txt`, join(snapshot, "notes"));
    symlinkSync(`../../../../models--c--d/blobs/${hash("3")}`, join(snapshot, "other"));
    const cached = weightsBeside(join(snapshot, "model.onnx"));
    expect(new TextDecoder().decode(cached("model.onnx_data").slice())).toBe("weights");
    for (const location of ["notes", "other"]) {
      expect(() => cached(location)).toThrow(
        "a link leads out of the model's folder; put the file itself there",
      );
    }
  });

  it("are never left to the runtime to find", async () => {
    const data = network();
    const moved = write(read(data), { source: data, location: "secret.bin" });
    const path = folder("pointing", { ...whole, "onnx/model.onnx": moved, "onnx/secret.bin": data });
    expect(pointers(moved).length).toBeGreaterThan(1);
    const model = await openModel(path);
    const made = program(model.graph, model.source);
    expect([...new Set(pointers(made.graph))]).toEqual(["weights"]);
    expect(made.weights).toEqual({ location: "weights", bytes: model.source });
    // Nor where the weights have to be written into the graph again.
    expect(pointers(program(model.graph, new Uint8Array()).graph)).toEqual([]);
    expect(new TextDecoder("latin1").decode(made.graph)).not.toContain("secret.bin");
  });

  it("are found by the model that names them", async () => {
    const data = network();
    const moved = write(read(data), { source: data, location: "weights.bin" });
    const path = folder("split", { ...whole, "onnx/model.onnx": moved, "onnx/weights.bin": data });
    const explainer = await open(path, { threads: 1 });
    const inline = await open(folder("joined", whole), { threads: 1 });
    const pixels = toTensor({ width: 8, height: 8, data: new Uint8Array(192).fill(99) });
    expect(explainer.model.source).toHaveLength(data.length);
    expect((await explainer.scores(pixels)).data).toEqual((await inline.scores(pixels)).data);
    await Promise.all([explainer.close(), inline.close()]);
  });
});

describe("readModelBytes", () => {
  it("refuses folders and what is missing", async () => {
    await expect(readModelBytes(root)).rejects.toThrow("cannot be read: it is a folder");
    await expect(readModelBytes(join(root, "no.onnx"))).rejects.toThrow("there is no model");
  });
});

describeWithData("the facts of the data", "models/squeezenet1_0", (path) => {
  describeWithData("with pictures", "images/seed/labels.json", (labels) => {
    it("hold: 14 of 25 right, and these probabilities", async () => {
      const explainer = await open(path);
      const asTheyAre = { preprocessing: { ...explainer.model.preprocessing, resize: null, crop: null } };
      const truth = JSON.parse(readFileSync(labels, "utf8")) as {
        readonly file: string;
        readonly class: number;
      }[];
      const known: Record<number, string> = { 0: "0.998", 1: "0.571", 13: "0.871", 20: "1.000" };
      let right = 0;
      for (const [i, { file, class: expected }] of truth.entries()) {
        const { image } = await readPicture(join(labels, "..", file));
        const p = probabilities(await explainer.scores(fitPicture(asTheyAre, image).pixels));
        if (top(p, 1)[0]?.index === expected) right++;
        if (known[i]) expect(p.data[expected]?.toFixed(3), file).toBe(known[i]);
      }
      expect([truth.length, right]).toEqual([25, 14]);
      await explainer.close();
    });
  });
});
