import { describe, expect, it } from "vitest";
import { tensor } from "../../src/graph/tensor.js";
import { argmax, probabilities, top } from "../../src/model/probabilities.js";

const scores = tensor(Float32Array.of(0, Math.log(3), -1e30, 1000, 1000, 999), [2, 3]);

describe("probabilities", () => {
  it("are the softmax of each row, however large its scores", () => {
    const { data, dims } = probabilities(scores);
    expect(dims).toEqual([2, 3]);
    const e = Math.exp(-1);
    const expected = [0.25, 0.75, 0, 1 / (2 + e), 1 / (2 + e), e / (2 + e)];
    for (const [i, each] of expected.entries()) expect(data[i]).toBeCloseTo(each, 6);
  });

  it("keep NaN visible", () => {
    expect(probabilities(tensor(Float32Array.of(1, Number.NaN), [1, 2])).data.every(Number.isNaN)).toBe(true);
  });

  it("are ranked, equals in their order", () => {
    const p = probabilities(scores);
    expect(top(p, 2, 1).map(({ index }) => index)).toEqual([0, 1]);
    expect(top(p, 9)).toHaveLength(3);
    expect(top(p, 1)[0]).toEqual({ index: 1, probability: 0.75 });
    expect([argmax(scores), argmax(scores, 1)]).toEqual([1, 0]);
  });
});
