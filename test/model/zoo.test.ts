import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { imagenetClasses } from "../../src/model/zoo/imagenet-classes.js";
import { zoo } from "../../src/model/zoo/zoo.js";
import { describeWithData } from "../data.js";

interface Pointers {
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
}

describe("the zoo", () => {
  it("has names, hashes and addresses of its own for every model, over https alone", () => {
    for (const field of ["name", "sha256"] as const) {
      expect(new Set(zoo.map((entry) => entry[field])).size).toBe(zoo.length);
    }
    const urls = zoo.flatMap((entry) => entry.urls);
    expect(new Set(urls).size).toBe(urls.length);
    for (const url of urls) expect(new URL(url).protocol).toBe("https:");
    for (const { name, sha256 } of zoo) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("knows the networks that are asked for most", () => {
    expect(zoo.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...["squeezenet1_1", "squeezenet1_0", "vgg16", "vgg19", "alexnet", "resnet18", "resnet50"],
        ...["densenet121", "googlenet", "inception_v3", "mobilenet_v2", "shufflenet_v2"],
        ...["efficientnet_lite4", "convnext_tiny", "vit_b_16"],
      ]),
    );
  });

  it("gives each what fits together: sizes, parameters, labels", () => {
    for (const { preprocessing, size, labels, bytes, parameters, top1 } of zoo) {
      expect(preprocessing.crop).toEqual({ height: size, width: size });
      expect(labels).toHaveLength(1000);
      // Four bytes a parameter, and a graph beside them; batch norms folded into convolutions take a little away.
      expect(bytes / (4 * parameters)).toBeGreaterThan(0.87);
      expect(bytes / (4 * parameters)).toBeLessThan(1.03);
      if (top1 !== null) expect(top1).toBeGreaterThan(50);
    }
  });
});

describe("the classes of ImageNet", () => {
  it("are a thousand different names in ILSVRC's order", () => {
    expect(new Set(imagenetClasses).size).toBe(1000);
    const some = [0, 6, 76, 85, 812, 817, 919, 958, 985, 999].map((index) => imagenetClasses[index]);
    expect(some).toEqual([
      ...["tench", "stingray", "tarantula", "quail", "space shuttle", "sports car", "street sign", "hay"],
      ...["daisy", "toilet tissue"],
    ]);
  });
});

describeWithData("the zoo and the pointers of the ONNX model zoo", "onnx/models_pointers.json", (file) => {
  const { files } = JSON.parse(readFileSync(file, "utf8")) as Pointers;

  it.each(zoo.map((entry) => [entry.name, entry] as const))("agree on size and SHA-256 of %s", (_, entry) => {
    const [, path] = /legacy_models\/resolve\/main\/(.*)$/.exec(entry.urls[0] ?? "") ?? [];
    expect(files.find((each) => each.path === path)).toEqual({
      ...{ path, sha256: entry.sha256, bytes: entry.bytes },
    });
  });
});

describeWithData("the names and those of ILSVRC", "imagenet_classes.json", (file) => {
  it("are in the same order", () => {
    const { classes } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly classes: Readonly<Record<string, readonly [string, string]>>;
    };
    const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");
    const differing = imagenetClasses.filter(
      (name, index) => !plain(name).includes(plain(classes[index]?.[1] ?? "?")),
    );
    // torchvision spells some differently or tells two of one name apart.
    expect(differing.length).toBeLessThan(10);
  });
});
