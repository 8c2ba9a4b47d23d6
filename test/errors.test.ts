import { describe, expect, it } from "vitest";
import { nearest, unknownName } from "../src/errors.js";

const classes = ["tench", "ant", "tarantula", "banana", "golden retriever", "street sign", "stingray"];

describe("nearest", () => {
  it("puts names that contain what was asked first, then typing errors, in words too", () => {
    expect(nearest("sting", classes)[0]).toBe("stingray");
    expect(nearest("tarantla", classes)[0]).toBe("tarantula");
    expect(nearest("retreiver", classes)[0]).toBe("golden retriever");
    expect(nearest("conv9", ["/Relu", "/features/conv1/Conv"])[0]).toBe("/features/conv1/Conv");
    expect(nearest("x", classes, 2)).toHaveLength(2);
    expect(nearest("x", [])).toEqual([]);
  });
});

describe("the error for an unknown name", () => {
  it("guesses what was meant only where that is likely", () => {
    expect(unknownName("class", "tarantla", classes).message).toMatch(/did you mean "tarantula"\?/);
    expect(unknownName("class", "xylophone", classes).message).not.toMatch(/did you mean/);
    expect(unknownName("class", "xylophone", classes).message).toContain("tench, ant, tarantula");
    expect(unknownName("class", "x", classes).kind).toBe("usage");
  });
});
