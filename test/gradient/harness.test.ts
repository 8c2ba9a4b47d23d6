import { describe, expect, test } from "vitest";
import type { GradRule } from "../../src/gradient/rule.js";
import { rules } from "../../src/gradient/rules/index.js";
import type { Builder } from "../../src/graph/builder.js";
import type { Value } from "../../src/graph/types.js";
import { checkRow } from "./harness.js";
import { rows } from "./rows/index.js";

// A harness that accepts everything proves nothing: each rule is falsified, and its row must notice.

type Op = keyof typeof rules;

/** Constant almost everywhere, so that there is no gradient to falsify. */
const flat = new Set<string>(["Ceil", "ConstantOfShape", "EyeLike", "Floor", "OneHot", "Round", "Sign"]);
const curved = (Object.keys(rules) as Op[]).filter((op) => !flat.has(op));

type Gradients = readonly (Value | null)[];

/** The rule with the gradients that the walk asked for changed. */
const changed = (op: Op, change: (dxs: Gradients, g: Builder) => Gradients): GradRule => {
  const rule: GradRule = rules[op];
  return (g, dy, node) => {
    const dxs = rule(g, dy, node).map((dx, i) => (node.wanted[i] ? dx : null));
    return change(dxs, g);
  };
};

const scaled = (op: Op): GradRule =>
  changed(op, (dxs, g) => dxs.map((dx) => dx && g.op("Mul", [dx, g.scalar(1.001, dx)])));

const without = (op: Op, which: "findIndex" | "findLastIndex"): GradRule =>
  changed(op, (dxs) => {
    const dropped = dxs[which]((dx) => dx !== null);
    return dxs.map((dx, i) => (i === dropped ? null : dx));
  });

/** Whether a few configurations of the row tell the false rule from the right one. */
async function notices(op: Op, rule: GradRule): Promise<boolean> {
  const { failures } = await checkRow(op, { ...rows[op], count: 8 }, { ...rules, [op]: rule });
  return failures.length > 0;
}

describe("the row of every rule notices", () => {
  test.each(curved)("%s a thousandth too large", async (op) => {
    expect(await notices(op, scaled(op))).toBe(true);
  });

  test.each(curved)("%s without the first or the last of its gradients", async (op) => {
    expect(await notices(op, without(op, "findIndex"))).toBe(true);
    expect(await notices(op, without(op, "findLastIndex"))).toBe(true);
  });

  test.each(["Ceil", "Floor", "Round", "Sign"] as const)("%s with a gradient", async (op) => {
    expect(await notices(op, (_, dy) => [dy])).toBe(true);
  });
});
