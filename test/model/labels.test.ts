import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findClass } from "../../src/model/class-name.js";
import { labelsFor, readLabels } from "../../src/model/labels.js";
import { describeWithData } from "../data.js";

const names = (text: string) => [...readLabels(text, "labels").values()];

describe("labels", () => {
  it.each([
    ["config.json", '{"model_type": "x", "id2label": {"0": "tench", "1": "gold fish"}}'],
    ["a list", '["tench", "gold fish"]'],
    ["an object", '{"1": "gold fish", "0": "tench"}'],
    ["ids and names", '{"0": ["n01440764", "tench"], "1": ["n01443537", "gold fish"]}'],
    [
      "under classes",
      '{"note": "x", "classes": {"0": ["n01440764", "tench"], "1": ["n01443537", "gold fish"]}}',
    ],
    ["plain lines", "tench\r\ngold fish\r\n\r\n"],
    ["numbered lines", "0: tench\n1: gold fish\n"],
    ["tabs", "1\tgold fish\n0\ttench"],
    ["a table with a heading", "index,name\n0,tench\n1,gold fish"],
    ["ids before names", "n01440764 tench\nn01443537 gold fish"],
    ["Python's notation", "{0: 'tench',\n 1: 'gold fish'}"],
  ])("are read from %s", (_, text) => {
    const table = readLabels(text, "labels");
    expect([table.get(0), table.get(1), table.size]).toEqual(["tench", "gold fish", 2]);
  });

  it.each([
    ["classes in classes without end", `${'{"classes":'.repeat(200_000)}{}${"}".repeat(200_000)}`],
    ["lists in lists without end", "[".repeat(200_000) + "]".repeat(200_000)],
    ["an index beyond all classes", '{"0": "tench", "4294967296": "x"}'],
    ["a prototype", '{"__proto__": {"0": "tench"}}'],
    ["a name without end", JSON.stringify(["x".repeat(10_000)])],
    ["a line of a million spaces", `0:${" ".repeat(1_000_000)}x\n`],
  ])("of %s are refused in time", (_, text) => {
    const start = performance.now();
    expect(() => readLabels(text, "labels")).toThrow("labels holds no class names");
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("keeps a number that belongs to a name", () => {
    expect(names("3d glasses\n2: almost\n")).toEqual(["3d glasses", "2: almost"]);
  });

  it.each([
    "",
    "{}",
    "[]",
    '{"a": 1}',
    '["x", 3]',
    '{"id2label": {"x": "y"}}',
    "<html>\n<body>",
    "a\u0000b",
    "7",
  ])("are not found in %j", (text) => {
    expect(() => readLabels(text, "f.txt")).toThrow("f.txt holds no class names");
  });

  it("must name every class", () => {
    const table = readLabels("a\nb", "f.txt");
    expect(labelsFor(table, 2, "f.txt")).toEqual({ labels: ["a", "b"], notes: [] });
    expect(() => labelsFor(table, 3, "f.txt")).toThrow(
      "f.txt names 2 of the network's 3 classes (none for class 2)",
    );
    expect(labelsFor(readLabels("a\nb\nc", "f.txt"), 1, "f.txt")).toEqual({
      labels: ["a"],
      notes: ["f.txt names 3 classes, the network has 1: the rest is ignored."],
    });
    expect(labelsFor(table, 1, "f.txt").notes[0]).toMatch(
      /ignored; if its first name is a background class, every name is off by one: remove it\.$/,
    );
  });

  it("are numbers where there are none", () => {
    const none = { labels: ["class 0", "class 1"], notes: [expect.stringContaining("No class names")] };
    expect(labelsFor(null, 2, "")).toEqual(none);
    expect(labelsFor(readLabels("LABEL_0\nLABEL_1\nLABEL_2", "c"), 2, "c")).toEqual(none);
  });
});

describe("findClass", () => {
  const labels = [
    "tench, Tinca tinca",
    "hay",
    "hayfield",
    "crane",
    "crane",
    "bee_eater",
    "Cardigan",
    "cardigan",
  ];
  const model = { name: "m", classes: labels.length, labels };

  it.each([
    [2, 2],
    ["2", 2],
    ["hay", 1],
    ["HAY", 1],
    ["hayf", 2],
    ["tinca tinca", 0],
    ["tench", 0],
    ["bee eater", 5],
    ["Bee-Eater", 5],
    ["cardigan", 7],
    ["Cardigan", 6],
  ])("finds %j", (asked, index) => {
    expect(findClass(model, asked)).toBe(index);
  });

  it.each([
    [8, "no class 8: the classes of m are 0 to 7"],
    [Number.NaN, "no class NaN"],
    ["-1", "no class -1"],
    ["1.5", "no class 1.5"],
    [" ", "the name of the class is empty"],
    ["crane", '"crane" fits 2 classes of m: 3 crane, 4 crane; name one by its index'],
    ["CARDIGAN", "fits 2 classes"],
    ["ha", "fits 2 classes of m: 1 hay, 2 hayfield"],
    ["bea eater", 'no class "bea eater"; did you mean "bee_eater"?'],
  ])("refuses %j", (asked, message) => {
    expect(() => findClass(model, asked)).toThrow(message);
  });
});

describeWithData("ImageNet's names", "imagenet_classes.json", (file) => {
  it("are 1,000", () => {
    const table = readLabels(readFileSync(file, "utf8"), "imagenet_classes.json");
    const { labels } = labelsFor(table, 1000, file);
    const model = { name: "m", classes: 1000, labels };
    expect(findClass(model, "hay")).toBe(958);
    expect(findClass(model, "tarantula")).toBe(76);
    expect(() => findClass(model, "terrier")).toThrow(/fits \d+ classes.*name one by its index/);
  });
});
