import { describe, expect, it } from "vitest";
import { boundsOf, lastOf, type Series } from "../../studio/src/components/series.js";
import { thin } from "../../studio/src/components/thin.js";

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

  it("are drawn whole where they are short", () => {
    expect(thin([3, 1, 2], 100)).toEqual([0, 1, 2]);
    expect(thin([], 100)).toEqual([]);
  });

  it("keep their peaks, their gaps and their ends where they are long", () => {
    const values = Array.from({ length: 5001 }, (_, step) => Math.sin(step / 700));
    [values[1234], values[2345], values[3456]] = [9, -9, Number.NaN];
    values.fill(Number.NaN, 4000, 4200);
    const steps = thin(values, 200);
    expect(steps.length).toBeLessThan(200 * 2 + 2 + 201);
    expect(steps).toEqual(expect.arrayContaining([0, 1234, 2345, 3456, 4000, 4199, 5000]));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});
