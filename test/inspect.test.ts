import { describe, expect, it } from "vitest";
import { int } from "../src/graph/attributes.js";
import { inspect } from "../src/inspect.js";
import { assemble } from "../src/model/assemble.js";
import { openModel } from "../src/node/open.js";
import { describeWithData } from "./data.js";
import { flat, type NetworkOptions, network } from "./model/networks.js";

const inspected = (options: NetworkOptions = {}) =>
  inspect(assemble({ name: "m", file: "m.onnx", bytes: network(options) }));

describe("inspect", () => {
  it("says what the file declares, also of an old one", () => {
    const { opset, inputs, outputs, classes, labels } = inspected({ opset: 11 });
    expect(opset).toBe(11);
    expect(inputs).toEqual([{ name: "image", dtype: "float32", shape: ["N", 3, 8, 8] }]);
    expect(outputs).toEqual([{ name: "scores", dtype: "float32", shape: ["N", 4] }]);
    expect({ classes, labels }).toEqual({
      classes: 4,
      labels: ["class 0", "class 1", "class 2", "class 3"],
    });
  });

  it("lists the layers with their shapes and their own weights", () => {
    const { layers, parameters } = inspected();
    expect(layers.map(({ name, op, shape, parameters }) => [name, op, shape, parameters])).toEqual([
      ["conv1", "Conv", ["N", 6, 8, 8], 6 * 3 * 9],
      ["relu1", "Relu", ["N", 6, 8, 8], 0],
      ["conv2", "Conv", ["N", 4, 8, 8], 4 * 6 * 9],
      ["pool", "GlobalAveragePool", ["N", 4, 1, 1], 0],
      ["flat", "Flatten", ["N", 4], 0],
    ]);
    expect(parameters).toBe(6 * 27 + 4 * 54);
  });

  it("gives the shapes for the size that pictures are brought to", () => {
    const { size, layers } = inspected({ shape: ["N", 3, "H", "W"] });
    expect(size).toEqual({ height: 224, width: 224 });
    expect(layers[0]?.shape).toEqual(["N", 6, 224, 224]);
  });

  it("knows that a Softmax comes after the scores", () => {
    expect(inspected().scores).toEqual({ name: "scores", before: null });
    const { scores } = inspected({ end: (g, maps) => [g.op("Softmax", [flat(g, maps)], { axis: int(1) })] });
    expect(scores).toEqual({ name: "scores", before: "Softmax" });
  });

  it("names the operator that has no gradient, and why that is in the way", () => {
    const { operators, obstacle } = inspected({
      end: (g, maps) => [flat(g, g.op("MeanVarianceNormalization", [maps], {}, { name: "mine" }))],
    });
    expect(operators).toContainEqual({
      op: "MeanVarianceNormalization",
      domain: "",
      count: 1,
      hasGradient: false,
    });
    expect(operators).toContainEqual({ op: "Conv", domain: "", count: 2, hasGradient: true });
    expect(obstacle).toContain(
      'node "mine": operator MeanVarianceNormalization (ai.onnx, opset 18) has no gradient rule',
    );
    expect(inspected().obstacle).toBeNull();
  });
});

describeWithData("a published network", "models/squeezenet1_0", (path) => {
  it("has the parameters that its authors count", async () => {
    expect(inspect(await openModel(path)).parameters).toBe(1_248_424);
  });
});
