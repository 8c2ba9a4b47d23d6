import { describe, expect, it } from "vitest";
import { keepBlocked } from "../../src/blocked/keep-blocked.js";
import { rules } from "../../src/gradient/rules/index.js";
import { compareWithRuntime } from "../gradient/runtime.js";
import { evaluate } from "../oracle/interpreter.js";
import { Random } from "../oracle/random.js";
import { byName, feedsOf, gradientOf, network, plain, seeds, withoutSign } from "./networks.js";

describe("a graph that stays in the blocked layout", () => {
  it("has no operator outside of it but where pictures are put together", () => {
    const rectified = seeds.map(network).filter(({ graph }) => graph.nodes.every(({ op }) => op !== "Clip"));
    expect(rectified.length).toBeGreaterThan(5);
    for (const net of rectified) {
      const ops = keepBlocked(gradientOf(net, net.x, rules)).nodes.map(({ op }) => op);
      for (const op of ["Where", "Greater", "ScatterElements"]) expect(ops).not.toContain(op);
    }
  });

  it.each(seeds)("computes the same values and gradients: network %i", async (seed) => {
    const net = network(seed);
    for (const wrt of seed % 2 === 0 ? [net.x] : [net.x, net.inner]) {
      const blocked = keepBlocked(gradientOf(net, wrt, rules));
      const feeds = feedsOf(blocked, new Random(seed));
      const reference = gradientOf(net, wrt, plain);
      const want = evaluate(reference, byName(blocked, feeds, reference)).map(withoutSign);
      expect(evaluate(blocked, feeds).map(withoutSign)).toEqual(want);
      await compareWithRuntime(blocked, feeds);
    }
  });
});
