import { describe, expect, it } from "vitest";
import { boundsOf, lastOf, type Series } from "../../studio/src/components/series.js";

const series = (...values: number[]): Series => ({ name: "", tone: "own", values });

describe("the curves of a chart", () => {
  it.each([
    ["begin at 0 where nothing is below", [series(2, 5)], [0, 5]],
    ["end at 0 where nothing is above", [series(-3, -1)], [-3, 0]],
    ["have one scale for all", [series(-1, 2), series(4)], [-1, 4]],
    ["leave out what is no number", [series(Number.NaN, 1, Number.POSITIVE_INFINITY)], [0, 1]],
    ["have a scale before their first step", [], [0, 1]],
    ["have a scale where nothing happens", [series(0, 0)], [0, 1]],
  ] as const)("%s", (_, all, expected) => {
    expect(boundsOf(all)).toEqual(expected);
  });

  it("end at their last number", () => {
    expect(lastOf(series(1, 2, Number.NaN))).toBe(2);
    expect(lastOf(series())).toBe(0);
  });
});
