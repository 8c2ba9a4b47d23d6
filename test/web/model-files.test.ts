import { describe, expect, it } from "vitest";
import { placed } from "../../src/web/given-file.js";
import { findParts } from "../../src/web/model-files.js";

const find = (...paths: readonly string[]) => {
  const { name, onnx, config, preprocessor, labels, beside } = findParts(
    paths.map((path) => placed({ path, bytes: new Uint8Array() })),
  );
  const rest = { config: config?.path, preprocessor: preprocessor?.path, labels: labels?.path };
  return { name, onnx: onnx.path, ...rest, beside: (location: string) => beside(location)?.path };
};

describe("the parts of a model among files", () => {
  it("are those of a dropped folder in the hub's layout", () => {
    const { beside, ...parts } = find(
      ...[
        "net/config.json",
        "net/preprocessor_config.json",
        "net/onnx/model.onnx",
        "net/onnx/model_fp16.onnx",
      ],
      ...["net/onnx/model.onnx_data", "net/README.md", "net/secret"],
    );
    expect(parts).toEqual({
      ...{ name: "net", onnx: "onnx/model.onnx", config: "config.json" },
      ...{ preprocessor: "preprocessor_config.json", labels: undefined },
    });
    expect(beside("model.onnx_data")).toBe("onnx/model.onnx_data");
    expect(["../secret", "/secret", "secret", ""].map(beside)).toEqual(Array(4).fill(undefined));
  });

  it("are a bare file and what was given with it", () => {
    expect(find("squeeze.onnx")).toMatchObject({ name: "squeeze", onnx: "squeeze.onnx", labels: undefined });
    expect(find("squeeze.onnx", "imagenet_labels.txt")).toMatchObject({ labels: "imagenet_labels.txt" });
    expect(find("a.onnx", "labels.txt", "classes.txt")).toMatchObject({ labels: undefined });
    expect(find("./x/y/only.onnx", "x\\y\\config.json")).toMatchObject({
      name: "only",
      config: "config.json",
    });
  });

  it("are missing where no file is an ONNX file, or several are", () => {
    expect(() => find("a.png", "b.txt")).toThrow(
      "there is no ONNX file (.onnx) among the files (a.png, b.txt); export",
    );
    expect(() => find()).toThrow("among the files (none)");
    expect(() => find("d/a.onnx", "d/b.onnx")).toThrow(
      "the folder d holds no onnx/model.onnx and no model.onnx; open one of a.onnx, b.onnx",
    );
  });
});
