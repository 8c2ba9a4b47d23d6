import { afterAll, describe, expect, test } from "vitest";
import { rules } from "../../src/gradient/rules/index.js";
import { Random } from "../oracle/random.js";
import { checkRow } from "./harness.js";
import { rows } from "./rows/index.js";
import { compareWithRuntime } from "./runtime.js";

const counted = new Map<string, number>();
let ran = 0;

describe("every gradient rule agrees with central differences in float64 and runs on ONNX Runtime", () => {
  for (const op of Object.keys(rules) as (keyof typeof rules)[]) {
    test(op, async () => {
      // A session costs more than all else, so every second configuration gets one.
      const coin = new Random(7);
      const { configurations, failures } = await checkRow(op, rows[op], rules, async ({ graph, feeds }) => {
        if (coin.chance()) return;
        ran++;
        await compareWithRuntime(graph, feeds);
      });
      counted.set(op, configurations);
      const some = failures.slice(0, 4).join("\n");
      expect(failures, `${failures.length} of ${configurations} configurations fail:\n${some}`).toHaveLength(
        0,
      );
    });
  }
  afterAll(() => {
    const total = [...counted.values()].reduce((sum, count) => sum + count, 0);
    const each = [...counted].map(([op, count]) => `${op}: ${count}`).join(", ");
    console.log(
      `${each}\n${total} configurations of ${counted.size} operators, ${ran} of them on ONNX Runtime`,
    );
  });
});
