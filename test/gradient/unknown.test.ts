import { afterAll, expect, test } from "vitest";
import { RegardError } from "../../src/errors.js";
import { rules } from "../../src/gradient/rules/index.js";
import { Random } from "../oracle/random.js";
import { build } from "./build.js";
import type { Row } from "./case.js";
import { compareWithDifferences, describeCase } from "./harness.js";
import { rows } from "./rows/index.js";
import { compareWithRuntime } from "./runtime.js";

// Where not even the rank of an input is known, a rule gives the right gradient or says that it cannot.

const refused = new Set<string>();

/** `null` where the gradient is right. */
async function problem(op: string, row: Row, seed: number): Promise<string | null> {
  const r = new Random(seed);
  const opset = row.opsets?.[0] ?? 18;
  const made = row.make(r, opset);
  try {
    const built = build(op, rules, opset, made, "unknown shapes", r);
    compareWithDifferences(built, r);
    await compareWithRuntime(built.graph, built.feeds);
    return null;
  } catch (error) {
    if (error instanceof RegardError && error.kind === "model") {
      refused.add(op);
      return error.message.startsWith('node "node"') ? null : error.message;
    }
    return `${describeCase(op, opset, made, "unknown shapes")}: ${error}`;
  }
}

for (const [op, row] of Object.entries(rows)) {
  test(op, async () => {
    const problems = await Promise.all(Array.from({ length: 8 }, (_, seed) => problem(op, row, seed)));
    expect(problems.filter((found) => found !== null)).toEqual([]);
  });
}

afterAll(() => {
  console.log(`with unknown ranks these are refused in some configurations: ${[...refused].join(", ")}`);
});
