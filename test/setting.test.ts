import { expect, it } from "vitest";
import { type Settings, settle } from "../src/setting.js";

interface Options {
  readonly steps?: number;
  readonly rate?: number;
  readonly seed?: number | null;
  readonly norm?: "l2" | "linf";
}

const settings: Settings<Options> = {
  steps: { kind: "whole", standard: 3, least: 1, summary: "" },
  rate: { kind: "positive", standard: 1, summary: "" },
  seed: { kind: "whole", standard: null, summary: "" },
  norm: { kind: "choice", standard: "l2", choices: ["l2", "linf"], summary: "" },
};

it("fills in what is not told", () => {
  expect(settle("it", settings, {})).toEqual({ steps: 3, rate: 1, seed: null, norm: "l2" });
  expect(settle("it", settings, { seed: 4, norm: "linf" })).toEqual({
    steps: 3,
    rate: 1,
    seed: 4,
    norm: "linf",
  });
});

it.each<[Options, string]>([
  [{ steps: 0 }, "steps of it is a whole number from 1 up, not 0"],
  [{ steps: 1.5 }, "steps of it is a whole number from 1 up, not 1.5"],
  [{ rate: 0 }, "rate of it is a positive number, not 0"],
  [{ rate: Number.NaN }, "rate of it is a positive number, not NaN"],
  [{ seed: -1 }, "seed of it is a whole number from 0 up, not -1"],
  [{ norm: "l1" as "l2" }, "norm of it is one of l2, linf, not l1"],
])("refuses %o", (options, message) => {
  expect(() => settle("it", settings, options)).toThrow(message);
});
