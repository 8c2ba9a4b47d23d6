import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNpyFloats } from "../../src/image/npy.js";
import { readPicture } from "../../src/node/picture.js";
import { classes, type Line, records, regard } from "./regard.js";
import { blobFile, labels, tinyFolder } from "./tiny.js";

let folder: string;
let model: string;
let picture: string;
let other: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "regard-cli-"));
  model = tinyFolder(join(folder, "tiny"));
  picture = blobFile(join(folder, "blob.png"), 1);
  other = blobFile(join(folder, "Other blob.png"), 5);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const out = (name: string): string => join(folder, name);

/** The model's network where nothing lies beside it. */
function bareFile(): string {
  const path = join(folder, "bare.onnx");
  copyFileSync(join(model, "onnx/model.onnx"), path);
  return path;
}

describe("regard classify", () => {
  it("prints the classes of each picture, best first, as text", async () => {
    const { code, stdout } = await regard(["classify", picture, other, "--model", model, "--top", "2"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^blob\n( +[<>]?\u00a0?\d+(\.\d)?% {2}\w[\w ]+ \(\d\)\n){2}Other blob\n/);
  });

  it("prints only JSON on standard output with --json", async () => {
    const outcome = await regard(["classify", picture, other, "--model", model, "--json"]);
    const lines = records(outcome);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const top = classes(line);
      expect(line).toMatchObject({ type: "classification", model: "tiny" });
      expect(top.map(({ label }) => label).sort()).toEqual(labels);
      expect(top.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
      const chances = top.map(({ probability }) => probability);
      expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    }
  });

  it("takes the pictures of a folder, and a bare .onnx file with its preprocessing and labels", async () => {
    const bare = ["--model", bareFile()];
    const given = [
      "--preprocess",
      join(model, "preprocessor_config.json"),
      "--labels",
      join(model, "config.json"),
    ];
    const [folderwise, barewise] = await Promise.all([
      regard(["classify", folder, "--model", model, "--json"]),
      regard(["classify", folder, ...bare, ...given, "--json", "--runtime", "wasm"]),
    ]);
    expect(records(folderwise)).toHaveLength(2);
    const top = (line: Line) => classes(line)[0]?.label;
    expect(records(barewise).map(top)).toEqual(records(folderwise).map(top));
  });

  it("says what it assumes of a bare .onnx file, on standard error", async () => {
    const args = ["classify", picture, "--model", bareFile(), "--json"];
    const { code, stdout, stderr } = await regard(args);
    expect(code).toBe(0);
    expect(stderr).toMatch(/note: .*assumed/);
    expect(stderr).toMatch(/No class names/);
    expect(records({ stdout })).toHaveLength(1);
  });
});

describe("regard saliency", () => {
  it("writes the figure, the maps, the overlays and the raw maps", async () => {
    const outcome = await regard([
      "saliency",
      picture,
      other,
      "--model",
      model,
      "--out",
      out("sal"),
      "--json",
    ]);
    expect(outcome.code).toBe(0);
    const files = ["blob", "other-blob"].flatMap((name) =>
      ["map.npy", "map.png", "overlay.png"].map((end) => `${name}.${end}`),
    );
    expect(readdirSync(out("sal")).sort()).toEqual([...files, "saliency.png"].sort());
    const lines = records(outcome);
    expect(lines.filter(({ type }) => type === "file").map(({ path }) => path)).toHaveLength(7);
    const saliency = lines.filter(({ type }) => type === "saliency");
    expect(saliency).toHaveLength(2);
    const map = readNpyFloats(readFileSync(join(out("sal"), "blob.map.npy")));
    expect(map.dims).toEqual([24, 24]);
    expect(Math.max(...map.data)).toBeCloseTo(saliency[0]?.max as number, 6);
    expect(Math.min(...map.data)).toBeGreaterThanOrEqual(0);
  });

  it("explains the class that is asked for, by a part of its name", async () => {
    const outcome = await regard([
      "saliency",
      picture,
      "--model",
      model,
      "--target",
      "bee",
      "--out",
      out("bee"),
      "--json",
    ]);
    const [line] = records(outcome);
    expect(line?.target).toMatchObject({ index: 1, label: "bee eater" });
  });
});

describe("the settings of a saliency method", () => {
  it("are flags, and stand in the record", async () => {
    const args = ["saliency", picture, "--model", model, "--json", "--out", out("ig")];
    const outcome = await regard([...args, "--method", "integrated-gradients", "--steps", "5"]);
    expect(outcome.code).toBe(0);
    const [record] = records(outcome);
    expect(record).toMatchObject({ settings: { steps: 5, baseline: "black" } });
    expect(record?.min).toBeLessThan(0);
    const refused = await regard([...args, "--steps", "5"]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("gradient takes no --steps")]);
  });
});

describe("regard attack", () => {
  it("judges the file that it saved", async () => {
    const classified = records(await regard(["classify", picture, "--model", model, "--json"]));
    const target = String(classes(classified[0])[1]?.index);
    const args = [
      "attack",
      picture,
      "--model",
      model,
      "--target",
      target,
      "--rate",
      "0.5",
      "--max-steps",
      "200",
    ];
    const outcome = await regard([...args, "--out", out("att"), "--json"]);
    expect(outcome.stderr).toBe("");
    expect(outcome.code).toBe(0);
    const [record] = records(outcome).filter(({ type }) => type === "attack");
    expect(record).toMatchObject({ success: true, settings: { rate: 0.5, maxSteps: 200, valid: true } });
    expect(JSON.parse(readFileSync(join(out("att"), "blob.attack.json"), "utf8"))).toEqual(record);
    const fooled = join(out("att"), "blob.fooled.png");
    expect((await readPicture(fooled)).image).toMatchObject({ width: 35, height: 28 });
    const again = records(await regard(["classify", fooled, "--model", model, "--json"]));
    const [best] = classes(again[0]);
    expect(record?.after).toMatchObject({ top: best });
    expect(String(best?.index)).toBe(target);
  });

  it("ends with 1 where a picture was not fooled, and still writes what it found", async () => {
    const classified = records(await regard(["classify", picture, "--model", model, "--json"]));
    const target = String(classes(classified[0])[2]?.index);
    const args = ["attack", picture, "--model", model, "--target", target, "--max-steps", "0"];
    const { code, stderr } = await regard([...args, "--out", out("missed")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/not fooled: blob; try/);
    expect(readdirSync(out("missed")).sort()).toEqual([
      "blob.attack.json",
      "blob.attack.png",
      "blob.fooled.png",
    ]);
  });
});

describe("an attack in a ball", () => {
  it("takes its own settings, keeps to the ball in the file, and no recipe of ascent", async () => {
    const classified = records(await regard(["classify", picture, "--model", model, "--json"]));
    const target = String(classes(classified[0])[1]?.index);
    const args = ["attack", picture, "--model", model, "--target", target, "--out", out("pgd"), "--json"];
    const outcome = await regard([...args, "--method", "pgd", "--epsilon", "16/255", "--max-steps", "40"]);
    expect(outcome.stderr).toBe("");
    const [record] = records(outcome).filter(({ type }) => type === "attack");
    expect(record).toMatchObject({
      success: true,
      settings: { norm: "linf", epsilon: 16 / 255, maxSteps: 40 },
    });
    expect(record?.levels).toBeLessThanOrEqual(16.001);
    const refused = await Promise.all([
      regard([...args, "--method", "pgd", "--recipe", "tp8"]),
      regard([...args, "--method", "fgsm", "--max-steps", "3"]),
      regard([...args, "--method", "pgd", "--epsilon", "4/0"]),
    ]);
    expect(refused.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(refused.map(({ stderr }) => stderr).join()).toMatch(
      /recipe of ascent, not of pgd.*fgsm takes no --max-steps; it takes --norm, --epsilon.*a number from 0 up/s,
    );
  });
});

describe("regard visualize", () => {
  it("writes picture, contact sheet and animation; the same seed gives the same picture", async () => {
    const args = ["visualize", "bee eater", "--model", model, "--steps", "30", "--seed", "4", "--json"];
    const [first, second] = await Promise.all([
      regard([...args, "--out", out("vis1")]),
      regard([...args, "--format", "webp", "--out", out("vis2")]),
    ]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(readdirSync(out("vis1")).sort()).toEqual([
      "bee-eater.gif",
      "bee-eater.png",
      "bee-eater.snapshots.png",
    ]);
    expect(existsSync(join(out("vis2"), "bee-eater.webp"))).toBe(true);
    const bytes = (name: string): Buffer => readFileSync(join(out(name), "bee-eater.png"));
    expect(bytes("vis1").equals(bytes("vis2"))).toBe(true);
    expect(records(first)[0]).toMatchObject({
      type: "visualization",
      seed: 4,
      settings: { steps: 30, rate: 5 },
    });
  });

  it("climbs channels of a layer in the place of classes", async () => {
    const args = ["visualize", "--model", model, "--layer", "conv2", "--steps", "3", "--recipe", "bestiary"];
    const outcome = await regard([...args, "--channel", "0,5", "--out", out("channels"), "--json"]);
    expect([outcome.stderr, outcome.code]).toEqual(["", 0]);
    const runs = records(outcome).filter(({ type }) => type === "visualization");
    expect(runs.map(({ layer, channel }) => [layer, channel])).toEqual([
      ["conv2", 0],
      ["conv2", 5],
    ]);
    expect(runs[0]).toMatchObject({ class: null, probability: null });
    expect(readdirSync(out("channels"))).toHaveLength(6);
    const neither = await regard([...args, "--out", out("neither")]);
    expect([neither.code, neither.stderr]).toEqual([
      2,
      expect.stringContaining("a --layer and its --channel"),
    ]);
  });

  it("makes a grid of every combination, also from a picture", async () => {
    const args = [
      "visualize",
      "apple",
      "--model",
      model,
      "--from",
      picture,
      "--rate",
      "1,5",
      "--steps",
      "3,6",
      "--l2",
      "0",
    ];
    const outcome = await regard([...args, "--out", out("grid"), "--json"]);
    expect(outcome.code).toBe(0);
    const runs = records(outcome).filter(({ type }) => type === "visualization");
    const settings = runs.map((run) => run.settings as { rate: number; steps: number; l2: number });
    expect(settings.map(({ rate, steps, l2 }) => [rate, steps, l2])).toEqual([
      [1, 3, 0],
      [1, 6, 0],
      [5, 3, 0],
      [5, 6, 0],
    ]);
    expect(runs.map(({ from }) => from)).toEqual(Array(4).fill("blob"));
    expect(readdirSync(out("grid")).sort()).toEqual(
      [1, 2, 3, 4].map((i) => `apple-pie.${i}.png`).concat("apple-pie.sweep.png"),
    );
  });
});

describe("docs/json.md", () => {
  it("names every field that the commands print", async () => {
    const documented = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");
    const args = ["report", picture, "--model", model, "--steps", "2", "--out", out("json"), "--json"];
    const outcomes = await Promise.all([
      regard(["classify", picture, "--model", model, "--json"]),
      regard(["saliency", picture, "--model", model, "--out", out("json"), "--json"]),
      regard(["attack", picture, "--model", model, "--target", "0", "--out", out("json"), "--json"]),
      regard(["visualize", "0", "--model", model, "--steps", "2", "--out", out("json"), "--json"]),
      regard(["differentiate", model, "--out", out("d.onnx"), "--json"]),
      regard(args),
    ]);
    const keys = (value: unknown): string[] =>
      Array.isArray(value)
        ? value.flatMap(keys)
        : typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([key, inner]) => [key, ...keys(inner)])
          : [];
    const lines = outcomes.flatMap(records);
    for (const key of new Set(lines.flatMap(keys)))
      expect(documented).toMatch(new RegExp(`["\`]${key}["\`]`));
    for (const type of new Set(lines.map((line) => String(line.type))))
      expect(documented).toContain(`## \`${type}\``);
  });
});
