import { afterAll, describe, expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { checkRow } from "./harness.js";
import { rows } from "./rows/index.js";
import { compareWithRuntime } from "./runtime.js";

const counted = new Map<string, number>();

describe("every gradient rule agrees with central differences in float64 and runs on ONNX Runtime", () => {
  for (const op of Object.keys(rules) as (keyof typeof rules)[]) {
    test(op, async () => {
      const outcome = await checkRow(op, rows[op], rules, ({ graph, feeds }) =>
        compareWithRuntime(graph, feeds),
      );
      counted.set(op, outcome.configurations);
      const { failures } = outcome;
      expect(
        failures,
        `${failures.length} of ${outcome.configurations} configurations fail:\n${failures.slice(0, 4).join("\n")}`,
      ).toHaveLength(0);
    });
  }
  afterAll(() => {
    const total = [...counted.values()].reduce((sum, count) => sum + count, 0);
    const each = [...counted].map(([op, count]) => `${op}: ${count}`).join(", ");
    console.log(`${each}\n${total} configurations of ${counted.size} operators`);
  });
});
